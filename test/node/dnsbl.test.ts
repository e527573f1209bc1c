import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { LookUps } from "../../src/node/look-up.ts";
import { type LookUp, nothingAsked } from "../../src/sessions/registering.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import { DnsServer } from "../kit/dns-server.ts";
import { TestNetwork } from "../kit/network.ts";
import { refusal } from "../kit/refusal.ts";

type ListInput = NonNullable<NonNullable<ConfigInput["dnsbl"]>["lists"]>[number];

/** A network that asks lists of addresses, in all of which 203.0.113.9 is. */
async function open(lists: readonly Partial<ListInput>[], more: ConfigInput = {}, dnsbl: object = {}) {
  const zones = lists.map((list, at) => ({ zone: `bl${at}.test`, ...list }));
  const server = await DnsServer.start();
  for (const { zone } of zones) server.names.set(`9.113.0.203.${zone}`, { addresses: ["127.0.0.2"] });
  let lookUp: LookUp = () => ({ host: undefined, user: undefined });
  const settings = { lists: zones, servers: [server.place], ...dnsbl };
  const network = new TestNetwork({ ...more, dnsbl: settings }, { lookUp: (peer) => lookUp(peer) });
  const lookUps = new LookUps(() => network.node.live.config);
  lookUp = lookUps.ask;
  const come = async (nick: string, address = "203.0.113.9", first = "") => {
    const client = network.open({ address });
    if (first !== "") client.send(first);
    client.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
    await network.until(() => client.ended || network.node.world.userByNick(nick) !== undefined);
    return { client, lines: client.read() };
  };
  return { server, network, lookUps, come, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const isIn = (lines: readonly string[]) => lines.some((line) => line.includes(" 001 "));
const accounts = ["alice", "bob"].map((name) => ({ name, password: cheapHash("secret") }));

describe("dnsbl.lists[].action", () => {
  test("refuse keeps out who is listed, and tells why; others come in", async () => {
    await using room = await open([{ reason: "Open proxy at %ip%, see https://bl.test" }]);
    expect((await room.come("alice")).lines).toEqual([
      ":irc.test 465 alice :You are banned from this server: Open proxy at 203.0.113.9, see https://bl.test",
      "ERROR :Closing Link: 203.0.113.9 (Listed: Open proxy at 203.0.113.9, see https://bl.test)",
    ]);
    expect(isIn((await room.come("bob", "203.0.113.10")).lines)).toBe(true);
    expect([...room.network.node.host.counts.turnedAway]).toEqual([["listed", 1]]);
  });

  test("require-login lets in who logs in", async () => {
    await using room = await open([{ action: "require-login" }], { accounts });
    expect((await room.come("alice")).lines).toEqual([
      ":irc.test FAIL * ACCOUNT_REQUIRED :Your address is listed: log in with SASL to come in",
      "ERROR :Closing Link: 203.0.113.9 (An account is required)",
    ]);
    expect(isIn((await room.come("alice", "203.0.113.9", "PASS alice:secret")).lines)).toBe(true);
  });

  test("require-login is not over with the login: who logs out leaves, others stay", async () => {
    await using room = await open([{ action: "require-login" }], { accounts });
    const listed = await room.come("alice", "203.0.113.9", "PASS alice:secret");
    const other = await room.come("bob", "203.0.113.10", "PASS bob:secret");
    await listed.client.answer("NS LOGOUT");
    await other.client.answer("NS LOGOUT");
    expect(listed.client.ended).toBe(true);
    expect(other.client.ended).toBe(false);
  });

  test("mark lets in, and tells operators, in WHOIS too", async () => {
    await using room = await open([{ action: "mark", reason: "Exit node" }]);
    const boss = room.network.connect("boss", { address: "10.0.0.1" });
    room.network.makeOperator(boss);
    boss.send("MODE boss +s +r");
    boss.read();
    const { client, lines } = await room.come("alice");
    expect(isIn(lines)).toBe(true);
    expect(boss.read().join()).toContain("203.0.113.9 is listed in bl0.test and comes in (Exit node)");
    const told = "320 alice :is listed in bl0.test (Exit node)";
    expect(boss.ask("CHECK alice").join("\n")).toContain(", listed in bl0.test");
    expect([boss, client].map((asker) => asker.numerics("WHOIS alice").includes(told))).toEqual([
      true,
      false,
    ]);
  });

  test("the strictest counts, in whatever order the lists stand", async () => {
    await using room = await open([{ action: "mark" }, { action: "refuse", reason: "Bad" }]);
    expect((await room.come("alice")).lines.at(-1)).toContain("(Listed: Bad)");
  });
});

test("dnsbl.lists[].replies are the answers that count", async () => {
  await using room = await open([{ replies: ["127.0.0.3"] }]);
  expect(isIn((await room.come("alice")).lines)).toBe(true);
});

describe("who is not asked about", () => {
  test.each([
    ["of this machine", "127.0.0.1", {}, {}],
    ["of a private network", "10.1.2.3", {}, {}],
    ["of a private network, in IPv6", "fd00::1", {}, {}],
    ["in dnsbl.exempt", "203.0.113.9", {}, { exempt: ["203.0.113.0/24"] }],
    ["in connections.exempt", "203.0.113.9", { connections: { exempt: ["203.0.113.9"] } }, {}],
    [
      "of a network with networks[].dnsbl: false",
      "203.0.113.9",
      { networks: [{ name: "a", addresses: ["203.0.113.0/24"], dnsbl: false }] },
      {},
    ],
  ])("somebody %s", async (_, address, more, dnsbl) => {
    await using room = await open([{}], more, dnsbl);
    expect(isIn((await room.come("alice", address)).lines)).toBe(true);
    expect(room.server.asked).toEqual([]);
  });

  test("nobody at all, where there are no lists", async () => {
    await using room = await open([]);
    expect(isIn(room.network.open({ address: "203.0.113.9" }).ask("NICK alice", "USER a 0 * :A"))).toBe(true);
  });
});

test("an E-line lets in who is listed", async () => {
  await using room = await open([{}]);
  const boss = room.network.connect("boss", { address: "10.0.0.1" });
  room.network.makeOperator(boss);
  await boss.answer("ELINE *@203.0.113.9 :A friend");
  expect(isIn((await room.come("alice")).lines)).toBe(true);
});

test.each([
  { vouched: "friend", lets: true },
  { vouched: null, lets: false },
])(
  "an E-line for a user name is for whom ident says so of ($vouched), not for who says so",
  async (given) => {
    const listing = { zone: "bl.test", action: "refuse", reason: "Listed" } as const;
    const lookup = { host: undefined, user: given.vouched, listed: { listing, isUnsure: false } };
    const network = new TestNetwork(
      {},
      { lookUp: (peer) => (peer.address === "203.0.113.9" ? lookup : nothingAsked) },
    );
    const boss = network.connect("boss");
    network.makeOperator(boss);
    await boss.answer("ELINE friend@203.0.113.9 :A friend");
    const client = network.open({ address: "203.0.113.9" });
    client.send("NICK alice", "USER friend 0 * :Alice");
    expect(isIn(client.read())).toBe(given.lets);
  },
);

test("whom no list answers about comes in after dnsbl.seconds, and is counted", async () => {
  await using room = await open([{}], {}, { seconds: 1 });
  room.server.names.set("9.113.0.203.bl0.test", "silent");
  const began = performance.now();
  expect(isIn((await room.come("alice")).lines)).toBe(true);
  expect(performance.now() - began).toBeGreaterThan(900);
  expect([...room.network.node.host.counts.dnsbl]).toEqual([["failed", 1]]);
});

test("when the server ends, nobody is waited for", async () => {
  await using room = await open([{}], {}, { seconds: 30 });
  room.server.names.set("9.113.0.203.bl0.test", "silent");
  const waiting = room.come("alice");
  room.lookUps.end();
  expect(isIn((await waiting).lines)).toBe(true);
});

test("REHASH has other lists asked, and what was remembered of the same ones stays", async () => {
  await using room = await open([{}]);
  await room.come("alice");
  await room.network.node.rehash();
  await room.come("alice");
  expect(room.server.asked).toHaveLength(1);
  room.network.config = { ...room.network.config, dnsbl: {} };
  await room.network.node.rehash();
  expect(isIn((await room.come("alice")).lines)).toBe(true);
});

test("STATS n and the metrics tell what the lists said", async () => {
  await using room = await open([{}, { action: "mark" }]);
  const boss = room.network.connect("boss", { address: "10.0.0.1" });
  room.network.makeOperator(boss);
  await room.come("alice");
  await room.come("bob", "203.0.113.10");
  expect(boss.numerics("STATS n").filter((line) => line.startsWith("249"))).toEqual([
    "249 n :bl0.test (refuse): 1 listed",
    "249 n :bl1.test (mark): 0 listed",
    "249 n :Asked about: listed 1, clean 1",
  ]);
  expect([...room.network.node.facts.statistics.totals.dnsbl]).toEqual([
    ["listed", 1],
    ["clean", 1],
  ]);
});

test.each([
  ["dnsbl: { lists: [{}] }", "dnsbl.lists[0].zone: is missing"],
  ["dnsbl: { lists: [{ zone: 'a b' }] }", "dnsbl.lists[0].zone: must be a domain"],
  ["dnsbl: { servers: [ns.example.org] }", "dnsbl.servers[0]: must be an address"],
  ["dnsbl: { servers: ['127.0.0.1:0'] }", "dnsbl.servers[0]: must be an address"],
  [
    "dnsbl: { lists: [{ zone: a, action: ban }] }",
    "dnsbl.lists[0].action: must be one of refuse, require-login, mark",
  ],
])("%s is refused", (text, problem) => {
  expect(refusal({ file: "ircd.yaml", text }).join("\n")).toContain(problem);
});
