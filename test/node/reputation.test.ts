import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { LookUps } from "../../src/node/look-up.ts";
import { Reputation } from "../../src/node/reputation.ts";
import type { LookUp } from "../../src/sessions/registering.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import { DnsServer } from "../kit/dns-server.ts";
import { TestNetwork } from "../kit/network.ts";
import { refusal } from "../kit/refusal.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const address = "203.0.113.9";

/** A reputation that is kept in memory, with a clock and whoever is connected. */
function keep(config = { addresses: 10, halfLifeDays: 30 }, store = memoryStore()) {
  const now = { at: 1_700_000_000_000, connected: [address] as readonly string[] };
  const parts = { store: store.plugins, config: () => config, now: () => now.at };
  const reputation = new Reputation({ ...parts, connected: () => now.connected });
  const pass = async (minutes: number) => {
    for (let passed = 0; passed < minutes; passed += 1) {
      now.at += minute;
      await reputation.count();
    }
  };
  return { store, now, reputation, pass };
}

describe("a reputation", () => {
  test("is a point for each minute an address is connected, however many come from there", async () => {
    const { now, reputation, pass } = keep();
    now.connected = [address, address, "2001:db8::1", "2001:db8::2"];
    await pass(10);
    expect(["203.0.113.9", "203.0.113.10", "2001:db8::ffff:1", "2001:db8:0:1::1"].map(reputation.of)).toEqual(
      [...[10, 0, 10, 0]],
    );
    await pass(1);
    expect(reputation.of(address)).toBe(11);
  });

  test("gains little by a clock that jumps, and loses nothing by one that is set back", async () => {
    const { now, reputation } = keep();
    now.at += 100 * day;
    await reputation.count();
    expect(reputation.of(address)).toBe(5);
    now.at -= 50 * day;
    await reputation.count();
    expect(reputation.of(address)).toBe(5);
  });

  test("fades while nobody comes from there, and is forgotten in the end", async () => {
    const { now, reputation, pass } = keep();
    await pass(101);
    now.connected = [];
    now.at += 30 * day;
    await reputation.count();
    expect(reputation.of(address)).toBe(50);
    now.at += 300 * day;
    await reputation.count();
    expect([reputation.of(address), reputation.size]).toEqual([0, 0]);
  });

  test("is kept of so many addresses, those seen last, in the store as in memory", async () => {
    const { now, reputation, pass, store } = keep({ addresses: 2, halfLifeDays: 30 });
    for (const last of [1, 2, 3]) {
      now.connected = [`203.0.113.${last}`];
      await pass(2);
    }
    await reputation.save();
    expect([1, 2, 3].map((last) => reputation.of(`203.0.113.${last}`))).toEqual([0, 2, 2]);
    const kept = await store.plugins.list("ircd-ts/reputation", "", 10);
    expect(kept.map(({ key }) => key)).toEqual(["203.0.113.2", "203.0.113.3"]);
  });

  test("lasts: another life of the server knows it, in the same order", async () => {
    const first = keep();
    await first.pass(20);
    await first.reputation.save();
    const second = keep({ addresses: 1, halfLifeDays: 30 }, first.store);
    second.now.at = first.now.at;
    await second.reputation.load();
    expect(second.reputation.of(address)).toBe(20);
    second.now.connected = ["203.0.113.77"];
    await second.pass(1);
    expect(second.reputation.of(address)).toBe(0);
  });

  test("is written every five minutes, all at once, and again if that failed", async () => {
    const { reputation, pass, store, now } = keep();
    const written: string[] = [];
    let isBroken = true;
    const { plugins } = store;
    const set = plugins.set.bind(plugins);
    plugins.set = async (plugin, key, value) => {
      written.push(key);
      if (isBroken) throw new Error("no disk");
      await set(plugin, key, value);
    };
    await pass(4);
    expect(written).toEqual([]);
    now.connected = [address, "203.0.113.10"];
    await expect(pass(1)).rejects.toThrow("no disk");
    isBroken = false;
    await reputation.save();
    await reputation.save();
    expect(written).toEqual([address, "203.0.113.10", address, "203.0.113.10"]);
  });

  test("is never negative, never more than a year, and no value in the store breaks it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.integer({ min: -1e15, max: 1e15 }), async (value, seenAt) => {
        const { reputation, store } = keep();
        await store.plugins.set("ircd-ts/reputation", address, `${value} ${seenAt}`);
        await reputation.load();
        await reputation.count();
        expect(reputation.of(address)).toBeGreaterThanOrEqual(0);
        expect(reputation.of(address)).toBeLessThanOrEqual(525_600);
      }),
    );
  });
});

/** A network on which an address has been connected for as long. */
async function knownFor(minutes: number, config: ConfigInput, lookUp?: LookUp) {
  const network = new TestNetwork({ reputation: { halfLifeDays: 30 }, ...config }, lookUp ? { lookUp } : {});
  const regular = network.open({ address });
  regular.send("NICK regular", "USER regular 0 * :Regular");
  await network.until(() => network.node.world.users.size === 1);
  for (let passed = 0; passed < minutes; passed += 1) {
    network.advance(minute);
    regular.send("PONG x");
    // What is done at that minute comes to its end.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return network;
}

test("classes[].minReputation is for addresses that have been here", async () => {
  const network = await knownFor(11, { classes: [{ name: "known", minReputation: 10 }] });
  const classes = [address, "203.0.113.10"].map(
    (from, at) => network.connect(`n${at}`, { address: from }).session.class?.name,
  );
  expect(classes).toEqual(["known", undefined]);
});

test("a configuration that says no more than that there is one has the defaults", () => {
  expect(loadConfig({ text: "reputation: {}" }).reputation).toEqual({ addresses: 10_000, halfLifeDays: 30 });
});

test("nothing is kept of anybody without reputation", async () => {
  const network = await knownFor(11, { reputation: undefined });
  expect(network.node.host.reputationOf(address)).toBe(0);
  await network.node.finish();
  expect(await network.store.plugins.list("ircd-ts/reputation", "", 10)).toEqual([]);
});

test("operators see it in WHOIS and CHECK, and nobody else", async () => {
  const network = await knownFor(11, {});
  const [boss, bob] = [network.connect("boss"), network.connect("bob")];
  network.makeOperator(boss);
  const told = "320 regular :comes from an address known for 11 minutes";
  expect([boss, bob].map((client) => client.numerics("WHOIS regular").includes(told))).toEqual([true, false]);
  expect(boss.ask("CHECK regular").join("\n")).toContain(", known for 11 minutes");
});

test("dnsbl.minReputation: no list is asked about who is known", async () => {
  await using server = await DnsServer.start({
    "9.113.0.203.bl.test": { addresses: ["127.0.0.2"] },
    "10.113.0.203.bl.test": { addresses: ["127.0.0.2"] },
  });
  const dnsbl = { servers: [server.place], lists: [{ zone: "bl.test" }], minReputation: 5 };
  let lookUp: LookUp = () => ({ host: undefined, user: undefined });
  const network = await knownFor(6, { dnsbl }, (peer) => lookUp(peer));
  const { live, host } = network.node;
  lookUp = new LookUps(() => live.config, { reputationOf: host.reputationOf }).ask;
  expect(network.open({ address }).ask("NICK alice", "USER alice 0 * :A")[0]).toContain(" 001 ");
  const stranger = network.open({ address: "203.0.113.10" });
  stranger.send("NICK bob", "USER bob 0 * :B");
  await network.until(() => stranger.ended);
  expect(server.asked).toEqual(["10.113.0.203.bl.test"]);
});

test.each([
  ["classes: [{ name: a, minReputation: 5 }]", "classes[0].minReputation: needs reputation: {}"],
  ["dnsbl: { minReputation: 5 }", "dnsbl.minReputation: needs reputation: {}"],
])("%s is refused where none is kept", (text, problem) => {
  expect(refusal({ file: "ircd.yaml", text }).join("\n")).toContain(problem);
});
