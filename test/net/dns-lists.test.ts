import fc from "fast-check";
import { expect, test } from "vitest";
import { DnsLists, reversedName } from "../../src/net/dns-lists.ts";
import { type DnsReply, DnsServer } from "../kit/dns-server.ts";

const list = { zone: "bl.test", replies: ["127.0.0.0/8"] };
const name = "9.113.0.203.bl.test";
const listed: DnsReply = { addresses: ["127.0.0.2"] };

/** Lists that are asked of a server, and a clock. */
async function open(names: Readonly<Record<string, DnsReply>>, more: object = {}) {
  const server = await DnsServer.start(names);
  const clock = { now: 1_000_000 };
  const options = { lists: [list], servers: [server.place], seconds: 1, cacheSeconds: 600, cacheEntries: 10 };
  const lists = new DnsLists({ ...options, ...more }, () => clock.now);
  const zones = async (address = "203.0.113.9") => (await lists.ask(address)).in.map(({ zone }) => zone);
  return { server, clock, lists, zones, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test("an address is asked for backwards, byte by byte, or by half bytes (RFC 5782)", () => {
  expect(reversedName("192.0.2.99", "bad.example.com")).toBe("99.2.0.192.bad.example.com");
  expect(reversedName("::ffff:192.0.2.99", "bad.example.com")).toBe("99.2.0.192.bad.example.com");
  expect(reversedName("2001:db8:1:2:3:4:567:89ab", "ugly.example.com")).toBe(
    "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2.ugly.example.com",
  );
});

test("every address has a name of its own that DNS can ask for", () => {
  fc.assert(
    fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
      const labels = reversedName(address, "z").split(".");
      expect([5, 33]).toContain(labels.length);
      expect(labels.every((label) => /^[0-9a-z]{1,3}$/.test(label))).toBe(true);
    }),
  );
});

test.each([
  [["127.0.0.2"], ["127.0.0.0/8"], true],
  [["127.0.0.2"], ["127.0.0.4/30", "127.0.0.2"], true],
  [["127.0.0.9", "127.0.0.3"], ["127.0.0.3"], true],
  [["127.0.0.9"], ["127.0.0.3"], false],
  // Somebody else answers for the domain by now.
  [["198.51.100.1"], ["0.0.0.0/0"], false],
  // The list does not answer whoever asks.
  [["127.255.255.254"], ["127.0.0.0/8"], false],
])("the answer %j, where %j count: %s", async (addresses, replies, isListed) => {
  await using asking = await open({ [name]: { addresses } }, { lists: [{ ...list, replies }] });
  expect(await asking.zones()).toEqual(isListed ? ["bl.test"] : []);
});

test("all lists are asked; one that is broken or silent does not say that somebody is listed, nor hides others", async () => {
  const lists = ["broken", "silent", "clean", "good"].map((zone) => ({ ...list, zone: `${zone}.test` }));
  const reversed = (zone: string) => `9.113.0.203.${zone}.test`;
  await using asking = await open(
    { [reversed("broken")]: "broken", [reversed("silent")]: "silent", [reversed("good")]: listed },
    { lists },
  );
  const answer = await asking.lists.ask("203.0.113.9");
  expect([answer.in.map(({ zone }) => zone), answer.isUnsure]).toEqual([["good.test"], true]);
  expect((await asking.lists.ask("203.0.113.10")).isUnsure).toBe(false);
});

test("an answer is remembered as long as the list says, at most as long as is configured", async () => {
  await using asking = await open({ [name]: { addresses: ["127.0.0.2"], ttl: 30 } });
  expect(await asking.zones()).toEqual(["bl.test"]);
  asking.server.names.delete(name);
  asking.clock.now += 29_999;
  expect(await asking.zones()).toEqual(["bl.test"]);
  asking.clock.now += 1;
  expect(await asking.zones()).toEqual([]);
  asking.server.names.set(name, listed);
  asking.clock.now += 599_999;
  expect(await asking.zones()).toEqual([]);
  asking.clock.now += 1;
  expect(await asking.zones()).toEqual(["bl.test"]);
  expect(asking.server.asked).toEqual([name, name, name]);
});

test("no answer is not remembered", async () => {
  await using asking = await open({ [name]: "broken" });
  expect((await asking.lists.ask("203.0.113.9")).isUnsure).toBe(true);
  asking.server.names.set(name, listed);
  expect(await asking.zones()).toEqual(["bl.test"]);
});

test("so many answers are remembered, those that were given last", async () => {
  await using asking = await open({}, { cacheEntries: 2 });
  for (const last of [1, 2, 3]) await asking.zones(`203.0.113.${last}`);
  expect(asking.lists.remembered).toBe(2);
  for (const last of [3, 2, 1]) await asking.zones(`203.0.113.${last}`);
  expect(asking.server.asked.map((asked) => Number(asked.split(".")[0]))).toEqual([1, 2, 3, 1]);
  await using none = await open({}, { cacheEntries: 0 });
  await none.zones();
  expect(none.lists.remembered).toBe(0);
});

test("many who ask at once of one address are one question", async () => {
  await using asking = await open({ [name]: listed });
  const all = await Promise.all(Array.from({ length: 20 }, () => asking.zones()));
  expect([new Set(all.flat()), asking.server.asked.length]).toEqual([new Set(["bl.test"]), 1]);
});

test("ending answers who still waits", async () => {
  await using asking = await open({ [name]: "silent" });
  const answer = asking.lists.ask("203.0.113.9");
  asking.lists.end();
  expect(await answer).toEqual({ in: [], isUnsure: true });
});
