import { expect, onTestFinished, test, vi } from "vitest";
import { asking } from "../kit/scripts.ts";

/** A script of the shell, whose own child has the same output. */
function shell(body: string, seconds: number) {
  const script = asking({ command: "/bin/sh", args: ["-c", body], seconds, most: 1 });
  onTestFinished(() => script.end());
  return script;
}

const codeOf = (asked: Promise<unknown>) => asked.catch((error: { code?: string }) => error.code);

test("what a script has started ends with it, and the next question has its turn", async () => {
  const script = shell("sleep 30; true", 0.2);
  expect(await codeOf(script.ask({}))).toBe("SCRIPT_TIMEOUT");
  await vi.waitFor(() => expect(script.running).toBe(0), 5000);
  expect(await codeOf(script.ask({}))).toBe("SCRIPT_TIMEOUT");
});

test("what a script leaves behind does not keep the next from its turn", async () => {
  const script = shell("echo '{}'; sleep 30 & exit 0", 0.2);
  expect(await script.ask({})).toEqual({});
  await vi.waitFor(() => expect(script.running).toBe(0), 5000);
});

test("what goes on talking after too much is not listened to", async () => {
  const script = shell("yes; true", 5);
  expect(await codeOf(script.ask({}))).toBe("SCRIPT_ANSWER");
  await vi.waitFor(() => expect(script.running).toBe(0), 5000);
});
