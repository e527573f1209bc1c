import { expect, test } from "vitest";
import { asking, scriptOf } from "../kit/scripts.ts";

const open = (body: string, more: object = {}) =>
  asking({ ...scriptOf(body), seconds: 20, most: 4, ...more });
const codeOf = (asked: Promise<unknown>) => asked.catch((error: { code?: string }) => error.code);

test("a script gets one line of JSON, and answers one", async () => {
  const script = open("answer({ got: JSON.parse(line), lines: line.split('\\n').length - 1 })");
  expect(await script.ask({ a: "ü\n\u0000'\"$(id)" })).toEqual({ got: { a: "ü\n\u0000'\"$(id)" }, lines: 1 });
  script.end();
});

test("what is asked is in no argument, and the variables of the server are not there", async () => {
  process.env["IRCD_TEST_SECRET"] = "hush";
  const script = open("answer({ args: process.argv.slice(1), names: Object.keys(process.env) })");
  const { args, names } = (await script.ask({ passphrase: "sesame" })) as { args: string[]; names: string[] };
  delete process.env["IRCD_TEST_SECRET"];
  expect(args).toEqual([]);
  expect(names.filter((name) => name.startsWith("IRCD_"))).toEqual([]);
  script.end();
});

test.each([
  ["nothing", "process.exit(1)"],
  ["no JSON", "process.stdout.write('yes\\n')"],
  ["too much", "process.stdout.write('x'.repeat(200000))"],
])("who answers %s has not answered", async (_, body) => {
  expect(await codeOf(open(body).ask({ passphrase: "sesame" }))).toBe("SCRIPT_ANSWER");
});

test("one that is not there is told of, without what it was asked", async () => {
  const script = asking({ command: "/no/such/script", args: [], seconds: 1, most: 1 });
  const error: unknown = await script.ask({ passphrase: "sesame" }).catch((failure: unknown) => failure);
  expect(error).toMatchObject({ code: "SCRIPT_START" });
  expect(String(error) + JSON.stringify(error)).not.toContain("sesame");
  expect(script.running).toBe(0);
});

test("one that takes too long is ended", async () => {
  const script = open("setInterval(() => {}, 1000)", { seconds: 0.3 });
  expect(await codeOf(script.ask({}))).toBe("SCRIPT_TIMEOUT");
  expect(script.counted).toEqual({ timeout: 1, runs: 1 });
});

test("so many run at one time, the others wait for their turn, and too many are not let wait", async () => {
  const script = open("answer({ at: process.hrtime.bigint().toString() })", { most: 2 });
  const asked = Array.from({ length: 5 }, () => script.ask({}));
  expect([script.running, script.waiting]).toEqual([2, 3]);
  expect(await Promise.all(asked)).toHaveLength(5);
  expect(script.counted).toEqual({ answered: 5, runs: 5 });
  const slow = open("setInterval(() => {}, 1000)", { most: 1 });
  const all = Array.from({ length: 102 }, () => codeOf(slow.ask({})));
  expect(await all[101]).toBe("SCRIPT_BUSY");
  slow.end();
  expect(new Set(await Promise.all(all))).toEqual(new Set(["SCRIPT_ANSWER", "SCRIPT_ENDED", "SCRIPT_BUSY"]));
  expect(await codeOf(slow.ask({}))).toBe("SCRIPT_ENDED");
  expect(slow.counted).toEqual({ busy: 1, ended: 101, nonsense: 1, runs: 1 });
  expect(slow.running).toBe(0);
});
