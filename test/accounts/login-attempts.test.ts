import { expect, test } from "vitest";
import { LoginAttempts } from "../../src/accounts/login-attempts.ts";

interface Attempting {
  readonly address?: string;
  readonly account?: string;
  readonly isRight?: boolean;
}

function open(isUnlimited = false) {
  const clock = { now: 0 };
  const attempts = new LoginAttempts({ now: () => clock.now, isUnlimited: () => isUnlimited });
  const attempt = async ({ address = "192.0.2.1", account, isRight = false }: Attempting = {}) =>
    await attempts.judge(
      { address, account },
      async () => (isRight ? "right" : "wrong"),
      (outcome) => outcome === "wrong",
    );
  /** One that goes on until it is let go. */
  const slow = (isRight: boolean) => {
    let letGo = () => {};
    const going = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let began = false;
    const verdict = attempts.judge(
      { address: "192.0.2.1" },
      async () => {
        began = true;
        await going;
        return isRight;
      },
      (outcome) => outcome === false,
    );
    return { verdict, letGo, hasBegun: () => began };
  };
  return { attempts, clock, attempt, slow };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function several(tries: readonly Promise<string>[]): Promise<number> {
  return (await Promise.all(tries)).filter((outcome) => outcome !== "too-often").length;
}

test("one address may fail five times in a minute", async () => {
  const { attempt, clock } = open();
  expect(await several(Array.from({ length: 20 }, () => attempt()))).toBe(5);
  expect(await attempt({ isRight: true })).toBe("too-often");
  expect(await attempt({ address: "192.0.2.2" })).toBe("wrong");
  clock.now = 59_999;
  expect(await attempt()).toBe("too-often");
  clock.now = 60_000;
  expect(await attempt()).toBe("wrong");
});

test("all of one /64 fail together, in whatever form the address is written", async () => {
  const { attempt } = open();
  const tries = Array.from({ length: 20 }, (_, at) => attempt({ address: `2001:db8::${at.toString(16)}` }));
  expect(await several(tries)).toBe(5);
  expect(await attempt({ address: "2001:db8:0:1::1" })).toBe("wrong");
});

test("who is right is not counted, one after the other or all at once", async () => {
  const { attempt } = open();
  for (let at = 0; at < 20; at += 1) expect(await attempt({ isRight: true })).toBe("right");
  expect(await several(Array.from({ length: 200 }, () => attempt({ isRight: true })))).toBe(200);
});

test("no more than five are judged at a time, the rest wait and are refused once five have failed", async () => {
  const { slow } = open();
  const all = Array.from({ length: 8 }, () => slow(false));
  await turn();
  expect(all.filter(({ hasBegun }) => hasBegun())).toHaveLength(5);
  for (const { letGo } of all.slice(0, 5)) letGo();
  expect(await Promise.all(all.map(({ verdict }) => verdict))).toEqual([
    ...Array(5).fill(false),
    ...Array(3).fill("too-often"),
  ]);
});

test("who waited is judged as soon as another was right", async () => {
  const { slow } = open();
  const all = Array.from({ length: 6 }, () => slow(true));
  all[0]?.letGo();
  await turn();
  expect(all[5]?.hasBegun()).toBe(true);
});

test("so many wait, and no more", async () => {
  const { slow, attempt } = open();
  const all = Array.from({ length: 5 + 256 }, () => slow(true));
  expect(await attempt({ isRight: true })).toBe("too-often");
  for (const { letGo } of all) letGo();
  expect(await Promise.all(all.map(({ verdict }) => verdict))).toEqual(Array(261).fill(true));
});

test("what could not be judged is counted as nothing, and keeps nobody waiting", async () => {
  const { attempts, attempt } = open();
  const broken = () => Promise.reject(new Error("gone"));
  for (let at = 0; at < 10; at += 1)
    await expect(attempts.judge({ address: "192.0.2.1" }, broken, () => true)).rejects.toThrow("gone");
  expect(await attempt({ isRight: true })).toBe("right");
});

test("ever new addresses fill no memory", async () => {
  const { attempts, attempt } = open();
  for (let at = 0; at < 20_000; at += 1) await attempt({ address: `10.0.${at >> 8}.${at & 255}` });
  expect(attempts.remembered).toBe(10_000);
});

test("for one account thirty may fail in a minute, from however many places", async () => {
  const { attempt, clock } = open();
  const from = (at: number, account: string) => attempt({ address: `192.0.2.${at}`, account });
  expect(await several(Array.from({ length: 100 }, (_, at) => from(at, "alice")))).toBe(30);
  expect(await from(100, "bob")).toBe("wrong");
  clock.now = 60_000;
  expect(await from(101, "alice")).toBe("wrong");
});

test("one place cannot use up what an account is allowed", async () => {
  const { attempt } = open();
  for (let at = 0; at < 1_000; at += 1) await attempt({ account: "alice" });
  expect(await attempt({ address: "192.0.2.2", account: "alice", isRight: true })).toBe("right");
});

test("who is refused for the account's sake does not lose what their place is allowed", async () => {
  const { attempt } = open();
  for (let at = 0; at < 30; at += 1) await attempt({ address: `192.0.2.${at + 2}`, account: "alice" });
  for (let at = 0; at < 10; at += 1) expect(await attempt({ account: "alice" })).toBe("too-often");
  expect(await attempt({ account: "bob", isRight: true })).toBe("right");
});

test("ever new accounts fill no memory, and none is kept of who was right", async () => {
  const { attempts, attempt } = open();
  for (let at = 0; at < 20_000; at += 1)
    await attempt({ address: `10.0.${at >> 8}.${at & 255}`, account: `account${at}` });
  expect(attempts.remembered).toBe(20_000);
  const other = open();
  for (let at = 0; at < 100; at += 1)
    await other.attempt({ address: `10.0.0.${at}`, account: `a${at}`, isRight: true });
  expect(other.attempts.remembered).toBe(0);
});

test("without limits everybody may try, as often as they like", async () => {
  const { attempts, attempt } = open(true);
  expect(await several(Array.from({ length: 100 }, () => attempt({ account: "alice" })))).toBe(100);
  expect(attempts.remembered).toBe(0);
});
