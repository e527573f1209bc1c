import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { IpCheck } from "../../src/node/ip-check.ts";
import { LookUps } from "../../src/node/look-up.ts";
import type { LookUp } from "../../src/sessions/registering.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { TestNetwork } from "../kit/network.ts";
import { scriptOf } from "../kit/scripts.ts";

/** A network that asks a script about who comes, and what the server was told of it. */
function open(ipCheck: object) {
  let lookUp: LookUp = () => ({ host: undefined, user: undefined });
  const accounts = [{ name: "alice", password: cheapHash("secret") }];
  const config = { accounts, scripts: { ipCheck: { command: "x", ...ipCheck } } };
  const network = new TestNetwork(config, { lookUp: (peer) => lookUp(peer) });
  const failures: unknown[] = [];
  const lookUps = new LookUps(() => network.node.live.config, {
    now: () => network.now,
    failed: (error) => failures.push(error),
  });
  lookUp = lookUps.ask;
  const come = async (nick: string, address: string, first = "CAP END") => {
    const client = network.open({ address });
    client.send(first, `NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
    await network.until(() => client.ended || network.node.world.userByNick(nick) !== undefined);
    return client.read();
  };
  return { network, lookUps, failures, come };
}

const isIn = (lines: readonly string[]) => lines.some((line) => line.includes(" 001 "));

test("scripts.ipCheck refuses, lets in, or requires a login, as the script has it", async () => {
  const { come, failures } = open(
    scriptOf(`
      const { ip } = JSON.parse(line);
      if (ip === "203.0.113.1") answer({ result: "refuse", reason: "Not\\r\\nfrom there" });
      else if (ip === "203.0.113.2") answer({ result: "require-login" });
      else answer({ result: "accept" });
    `),
  );
  expect((await come("bob", "203.0.113.1")).at(-1)).toBe(
    "ERROR :Closing Link: 203.0.113.1 (Listed: Not from there)",
  );
  expect((await come("bob", "203.0.113.2")).at(-1)).toBe(
    "ERROR :Closing Link: 203.0.113.2 (An account is required)",
  );
  expect(isIn(await come("alice", "203.0.113.2", "PASS alice:secret"))).toBe(true);
  expect(isIn(await come("bob", "203.0.113.3"))).toBe(true);
  expect(failures).toEqual([]);
});

test("of one address that comes twice at once it is asked once", async () => {
  const { come, lookUps } = open(scriptOf('answer({ result: "accept" })'));
  const both = await Promise.all([come("bob", "203.0.113.3"), come("carol", "203.0.113.3")]);
  expect(both.map(isIn)).toEqual([true, true]);
  expect([...lookUps.ipCheck.outcomes].filter(([, times]) => times > 0)).toEqual([
    ["answered", 1],
    ["remembered", 1],
  ]);
});

test.each([
  ["is not there", { command: "/no/such/script" }, "SCRIPT_START"],
  ["answers nonsense", scriptOf("answer({ result: 7 })"), "SCRIPT_ANSWER"],
  ["answers nothing in time", { ...scriptOf("setInterval(() => {}, 1000)"), seconds: 1 }, "SCRIPT_TIMEOUT"],
])("one that %s keeps nobody out; that is told once", async (_, script, code) => {
  const { come, failures } = open(script);
  expect(isIn(await come("bob", "203.0.113.3"))).toBe(true);
  expect(isIn(await come("carol", "203.0.113.3"))).toBe(true);
  expect(failures).toMatchObject([{ code }]);
});

test("at the end nobody waits any more, not for a script that REHASH has replaced either", async () => {
  const [first, second] = ["first", "second"].map((name) => {
    const script = scriptOf(`setInterval(() => {}, 1000, "${name}")`);
    return loadConfig({ flags: { scripts: { ipCheck: { ...script, seconds: 60 } } } });
  });
  if (!first || !second) expect.unreachable();
  const check = new IpCheck(
    () => undefined,
    () => 0,
  );
  const asked = [first, second, first].map((config) => check.ask("203.0.113.3", config));
  check.end();
  expect(await Promise.all(asked)).toEqual([undefined, undefined, undefined]);
});

test("who is exempt is not asked about", async () => {
  const { network } = open({ command: "/no/such/script" });
  expect(isIn(network.open({ address: "127.0.0.1" }).ask("NICK bob", "USER bob 0 * :Bob"))).toBe(true);
});

test("when the server ends, nobody is waited for", async () => {
  const { come, lookUps } = open({ ...scriptOf("setInterval(() => {}, 1000)"), seconds: 60 });
  const waiting = come("bob", "203.0.113.3");
  lookUps.end();
  expect(isIn(await waiting)).toBe(true);
});

describe("an answer", () => {
  /** A script that refuses whom it is asked about, and how often it was asked. */
  function counted(ipCheck: object = {}) {
    const opened = open({ ...scriptOf('answer({ result: "refuse", reason: "no" })'), ...ipCheck });
    const runs = () => {
      const { outcomes } = opened.lookUps.ipCheck;
      return new Map(outcomes).get("answered") ?? 0;
    };
    const comeFrom = async (address: string) =>
      expect((await opened.come("bob", address)).at(-1)).toContain("Listed: no");
    return { ...opened, runs, comeFrom };
  }

  test("is used again for scripts.ipCheck.cacheSeconds, for the same address", async () => {
    const { network, comeFrom, runs } = counted({ cacheSeconds: 30 });
    await comeFrom("203.0.113.1");
    await comeFrom("203.0.113.1");
    expect(runs()).toBe(1);
    await comeFrom("203.0.113.2");
    expect(runs()).toBe(2);
    network.now += 30_000;
    await comeFrom("203.0.113.1");
    expect(runs()).toBe(3);
  });

  test("is not used again with 0", async () => {
    const { comeFrom, runs } = counted({ cacheSeconds: 0 });
    await comeFrom("203.0.113.1");
    await comeFrom("203.0.113.1");
    expect(runs()).toBe(2);
  });

  test("is forgotten for newer ones beyond scripts.ipCheck.cacheEntries", async () => {
    const { comeFrom, runs } = counted({ cacheEntries: 2 });
    for (const last of [1, 2, 3, 3, 2]) await comeFrom(`203.0.113.${last}`);
    expect(runs()).toBe(3);
    await comeFrom("203.0.113.1");
    expect(runs()).toBe(4);
  });

  test("is forgotten at REHASH", async () => {
    const { network, comeFrom, runs } = counted();
    await comeFrom("203.0.113.1");
    await network.node.rehash();
    await comeFrom("203.0.113.1");
    expect(runs()).toBe(2);
  });

  test("that did not come is not remembered", async () => {
    const { lookUps, come } = open({ command: "/no/such/script" });
    await come("bob", "203.0.113.3");
    await come("carol", "203.0.113.3");
    expect(new Map(lookUps.ipCheck.outcomes).get("not_started")).toBe(2);
  });
});
