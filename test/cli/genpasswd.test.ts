import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { verifyPassword } from "../../src/accounts/password-hash.ts";
import { genpasswd } from "../../src/cli/genpasswd.ts";

/** A person at a terminal who answers each question with the next of these lines. */
async function answering(...answers: string[]) {
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let seen = "";
  stderr.on("data", (chunk) => {
    seen += String(chunk);
    if (String(chunk).endsWith(": ")) stdin.write(`${answers.shift() ?? ""}\r`);
  });
  await genpasswd({ env: {}, stdin, stdout, stderr });
  return { hash: String(stdout.read()).trimEnd(), seen };
}

describe("ircd-ts genpasswd at a terminal", () => {
  test("asks twice, shows nothing of the answers, and prints the hash", async () => {
    const { hash, seen } = await answering("swordfish", "swordfish");
    expect(await verifyPassword("swordfish", hash)).toBe(true);
    expect(seen).toBe("Password: \nOnce more: \n");
  });

  test("refuses two that differ", async () => {
    await expect(answering("swordfish", "swordfisch")).rejects.toThrow("the two passwords differ");
  });
});
