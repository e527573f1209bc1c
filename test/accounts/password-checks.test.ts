import { expect, test } from "vitest";
import { PasswordChecks } from "../../src/accounts/password-checks.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { CountingHasher, testHash } from "../kit/counting-hasher.ts";

test("a password is compared with a hash or with plain text, and never with a hash as if it were text", async () => {
  const checks = new PasswordChecks();
  const hash = (await checks.hash("swordfish")) ?? "";
  expect(await checks.verify("swordfish", hash)).toBe("right");
  expect(await checks.verify(hash, hash)).toBe("wrong");
  expect(await checks.verify("password", cheapHash("password"))).toBe("right");
  expect(await checks.verify("plain", "plain")).toBe("right");
  expect(await checks.verify("plain", "plainer")).toBe("wrong");
});

test("all come to their turn, in order, when there is room for one", async () => {
  const checks = new PasswordChecks({ atOnce: 1, verify: new CountingHasher().verify });
  const done: number[] = [];
  await Promise.all([1, 2, 3, 4].map((n) => checks.verify("x", testHash("x")).then(() => done.push(n))));
  expect(done).toEqual([1, 2, 3, 4]);
});

test("a thousand at once are checked by twos, and those past the queue are told so", async () => {
  const hasher = new CountingHasher();
  const checks = new PasswordChecks({ verify: hasher.verify });
  const asked = Array.from({ length: 1_000 }, () => checks.verify("x", testHash("x")));
  expect(checks.waiting).toBe(256);
  const verdicts = await Promise.all(asked);
  expect(hasher.mostAtOnce).toBe(2);
  expect(verdicts.filter((verdict) => verdict === "right")).toHaveLength(258);
  expect(verdicts.filter((verdict) => verdict === "busy")).toHaveLength(742);
  expect(checks.waiting).toBe(0);
  expect(await checks.verify("y", testHash("x"))).toBe("wrong");
});

test("a hash is not made, either, when too many wait", async () => {
  const checks = new PasswordChecks({ atOnce: 1, mostWaiting: 0, verify: new CountingHasher().verify });
  const running = checks.verify("x", testHash("x"));
  expect(await checks.hash("y")).toBeUndefined();
  expect(await running).toBe("right");
});

test("who is gone is not checked, and gives up the place in the queue", async () => {
  const hasher = new CountingHasher();
  const checks = new PasswordChecks({ atOnce: 1, mostWaiting: 2, verify: hasher.verify });
  let isHere = true;
  const ask = (password: string, isAwaited?: () => boolean) =>
    checks.verify(password, testHash("x"), isAwaited);
  const first = ask("x");
  const gone = [ask("gone", () => isHere), ask("gone", () => isHere)];
  isHere = false;
  const last = ask("x");
  expect(await Promise.all([first, ...gone, last])).toEqual(["right", "busy", "busy", "right"]);
  expect(hasher.checked.map(({ password }) => password)).toEqual(["x", "x"]);
  expect(await ask("x", () => false)).toBe("busy");
  expect(hasher.checked).toHaveLength(2);
});

test("work that fails gives its place to the next", async () => {
  const verify = async (password: string) => {
    if (password === "broken") throw new Error("out of memory");
    return true;
  };
  const checks = new PasswordChecks({ atOnce: 1, verify });
  const asked = ["broken", "broken", "x"].map((password) => checks.verify(password, testHash("x")));
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
});
