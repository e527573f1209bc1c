import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import type { TestClient, TestClientOptions } from "../kit/client.ts";
import { logIn } from "../kit/log-in.ts";
import { makeAccount } from "../kit/make-account.ts";
import { TestNetwork } from "../kit/network.ts";
import { refusal } from "../kit/refusal.ts";

type ClassInput = NonNullable<ConfigInput["classes"]>[number];

const certfp = "ab".repeat(32);
const withClass = (own: Partial<ClassInput>, more: ConfigInput = {}) =>
  new TestNetwork({ classes: [{ name: "own", ...own }], ...more });
const classOf = (client: TestClient) => client.session.class?.name;
const inClass = (network: TestNetwork, name = "own") => network.node.host.classes.count(name);

describe("a class is for who fits all that it says", () => {
  const networks = [
    { name: "first", addresses: ["10.1.0.0/16"] },
    { name: "campus", addresses: ["10.0.0.0/8"] },
  ];
  const rows: readonly (readonly [Partial<ClassInput>, TestClientOptions, TestClientOptions])[] = [
    [{ addresses: ["10.0.0.0/8"] }, { address: "10.1.2.3" }, { address: "11.0.0.1" }],
    [{ networks: ["campus"] }, { address: "10.2.0.1" }, { address: "10.1.0.1" }],
    [{ ports: [6667] }, {}, { localPort: 6668 }],
    [{ tls: true }, { tls: true }, { tls: false }],
    [{ tls: false }, { tls: false }, { tls: true }],
    [{ certfps: [certfp.toUpperCase()] }, { tls: true, certfp }, { tls: true, certfp: "cd".repeat(32) }],
    [{ tls: true, addresses: ["10.0.0.0/8"] }, { tls: true, address: "10.0.0.1" }, { tls: true }],
    [{}, {}, { address: "unknown" }],
  ];
  test.each(rows)("%j: %j, but not %j", (own, fitting, other) => {
    const network = withClass(own, { networks });
    expect(classOf(network.connect("alice", fitting))).toBe("own");
    const isForAll = Object.keys(own).length === 0;
    expect(classOf(network.connect("bob", other))).toBe(isForAll ? "own" : undefined);
  });

  test("the first that fits", () => {
    const classes = [{ name: "one", tls: true }, { name: "two" }, { name: "three" }];
    const network = new TestNetwork({ classes });
    expect([{ tls: true }, {}].map((options, at) => classOf(network.connect(`n${at}`, options)))).toEqual([
      "one",
      "two",
    ]);
  });

  test("who has not registered is in none", () => {
    const network = withClass({ max: 1 });
    expect([network.open(), network.open()].map(classOf)).toEqual([undefined, undefined]);
    expect(inClass(network)).toBe(0);
  });
});

describe("a class is decided again", () => {
  test.each([["alice"], ["ALICE"], ["*"]])("by who logs in to accounts: [%s], and out", async (account) => {
    const network = withClass({ accounts: [account] });
    await makeAccount(network, "Alice");
    const client = network.connect("al");
    const seen = [classOf(client)];
    for (const name of ["Alice", undefined]) {
      logIn(network, client, name);
      seen.push(classOf(client));
    }
    expect(seen).toEqual([undefined, "own", undefined]);
  });

  test("by who becomes an operator, and is none any more", () => {
    const network = withClass({ operators: true });
    const client = network.connect("alice");
    network.makeOperator(client);
    const before = classOf(client);
    client.send("MODE alice -o");
    expect([before, classOf(client)]).toEqual(["own", undefined]);
  });

  test("by a REHASH, for who is here", async () => {
    const network = new TestNetwork();
    const [client, waiting] = [network.connect("alice"), network.open()];
    network.config = { ...network.config, classes: [{ name: "new", sendq: 5000 }] };
    await network.node.rehash();
    expect([classOf(client), client.session.limits.sendq, classOf(waiting)]).toEqual([
      "new",
      5000,
      undefined,
    ]);
    network.config = { ...network.config, classes: [] };
    await network.node.rehash();
    expect([classOf(client), client.session.limits.sendq, inClass(network, "new")]).toEqual([
      undefined,
      1_048_576,
      0,
    ]);
  });
});

describe("what a class may have of its own", () => {
  test("classes[].max: who is too many is told so, and counted", () => {
    const network = withClass({ max: 1, addresses: ["10.0.0.0/8"] });
    const alice = network.connect("alice", { address: "10.0.0.1" });
    const bob = network.open({ address: "10.0.0.2" });
    const farewell = "ERROR :Closing Link: 10.0.0.2 (Too many clients of the class own)";
    expect(bob.ask("NICK bob", "USER bob 0 * :Bob")).toEqual([farewell]);
    expect([...network.node.host.counts.turnedAway]).toEqual([["The class is full", 1]]);
    network.connect("carol", { address: "11.0.0.1" });
    alice.send("QUIT");
    expect(classOf(network.connect("bob", { address: "10.0.0.2" }))).toBe("own");
  });

  test("classes[].max is no reason to put off who is here", async () => {
    const network = withClass({ max: 1, accounts: ["*"] });
    const clients = ["alice", "bob"].map((nick) => network.connect(nick));
    for (const client of clients) {
      await makeAccount(network, client.session.nick);
      logIn(network, client, client.session.nick);
    }
    expect([clients.map((client) => client.ended), inClass(network)]).toEqual([[false, false], 2]);
  });

  test("classes[].sendq", () => {
    const network = withClass({ sendq: 4096, addresses: ["10.0.0.0/8"] });
    const [slow, other] = [network.connect("slow", { address: "10.0.0.1" }), network.connect("other")];
    const speaker = network.connect("speaker");
    for (const client of [slow, other]) client.reading = false;
    for (let said = 0; said < 12; said += 1) {
      speaker.send(`PRIVMSG slow,other :${"x".repeat(390)}`);
      network.advance(2000);
    }
    expect([slow.ended, other.ended]).toEqual([true, false]);
  });

  test("classes[].recvq", () => {
    const network = withClass({ recvq: 1024, commands: { burst: 1, perSecond: 0.01 } });
    const alice = network.connect("alice");
    alice.send(...Array.from({ length: 8 }, () => `PING ${"x".repeat(200)}`));
    expect(alice.paused).toBe(true);
  });

  test("classes[].pingSeconds and pongSeconds", () => {
    const network = withClass({ pingSeconds: 10, pongSeconds: 5, tls: true });
    const [alice, bob] = [network.connect("alice", { tls: true }), network.connect("bob")];
    network.advance(130_000);
    expect(alice.read()).toEqual([
      "PING :irc.test",
      "ERROR :Closing Link: 192.0.2.2 (Ping timeout: 15 seconds)",
    ]);
    expect(bob.read()).toEqual(["PING :irc.test"]);
  });

  test("classes[].commands", () => {
    const network = withClass({ commands: { burst: 2, perSecond: 1 }, tls: true });
    const [alice, bob] = [network.connect("alice", { tls: true }), network.connect("bob")];
    network.advance(60_000);
    const asked = Array.from({ length: 10 }, () => "PING x");
    expect([alice.ask(...asked).length, bob.ask(...asked).length]).toEqual([2, 10]);
    network.advance(1000);
    expect(alice.read()).toHaveLength(1);
  });

  test.each([
    ["nickThrottle", ["NICK a1", "NICK a2"], " 438 "],
    ["joinThrottle", ["JOIN #a", "JOIN #b"], " 263 "],
    ["inviteThrottle", ["INVITE bob #room", "INVITE carol #room"], " 263 "],
    ["metadataThrottle", ["METADATA * SET a :b", "METADATA * SET b :c"], " RATE_LIMITED "],
  ])("classes[].%s", (key, lines, refused) => {
    const refusals = (network: TestNetwork) => {
      const alice = network.connect("alice", { caps: "draft/metadata-2 standard-replies batch" });
      for (const nick of ["bob", "carol"]) network.connect(nick);
      if (lines[0]?.startsWith("INVITE")) alice.send("JOIN #room");
      alice.read();
      return alice.ask(...lines).filter((line) => line.includes(refused)).length;
    };
    expect(refusals(withClass({ [key]: { count: 1, seconds: 60 } }))).toBe(1);
    expect(refusals(withClass({ tls: true, [key]: { count: 1, seconds: 60 } }))).toBe(0);
  });

  test("classes[].channels, where the network allows more", () => {
    const network = withClass({ channels: 2, tls: true }, { limits: { channelsPerUser: 3 } });
    const [alice, bob] = [network.connect("alice", { tls: true }), network.connect("bob")];
    expect(alice.numerics("JOIN #a,#b,#c,#a").filter((line) => /^40/.test(line))).toEqual([
      "405 #c :You have joined too many channels",
    ]);
    expect(bob.numerics("JOIN #a,#b,#c,#d").filter((line) => /^40/.test(line))).toEqual([
      "405 #d :You have joined too many channels",
    ]);
    alice.send("PART #b");
    expect(alice.ask("JOIN #c")[0]).toMatch(/ JOIN #c$/);
  });

  test("what it leaves out is as for everybody, and nothing is limited where nothing is", () => {
    const limits = withClass({ sendq: 5000 }, { connections: { pingSeconds: 7, recvq: 2000 } }).connect(
      "alice",
    ).session.limits;
    expect(limits).toMatchObject({ sendq: 5000, pingMs: 7000, recvq: 2000, channels: undefined });
    const free = withClass({ max: 1, commands: { burst: 1 } }, { unlimited: true });
    const clients = ["alice", "bob"].map((nick) => free.connect(nick));
    expect(clients.map(({ session }) => [session.class?.name, session.limits.commands])).toEqual([
      ["own", undefined],
      ["own", undefined],
    ]);
  });
});

describe("who is told of classes", () => {
  const staffed = () => {
    const network = withClass({ tls: true, sendq: 5000, pingSeconds: 9 });
    const [alice, boss] = [network.connect("alice", { tls: true }), network.connect("boss")];
    network.connect("bob");
    network.makeOperator(boss);
    return { network, alice, boss, bob: network.connect("carol") };
  };

  test("WHOIS tells operators and the user themselves", () => {
    const { alice, boss, bob } = staffed();
    const told = "320 alice :is in the class own";
    expect(boss.ask("CHECK alice").join("\n")).toContain(", class own");
    expect([alice, boss, bob].map((client) => client.numerics("WHOIS alice").includes(told))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("STATS y lists them, and TRACE tells operators", () => {
    const { boss, bob } = staffed();
    expect(boss.numerics("STATS y").filter((line) => line.startsWith("218"))).toEqual([
      "218 Y own 9 0 5000",
      "218 Y users 120 0 1048576",
      "218 Y operators 120 0 1048576",
    ]);
    expect(boss.numerics("TRACE alice")[0]).toMatch(/^205 User own alice\[/);
    expect(bob.numerics("TRACE alice")[0]).toMatch(/^205 User users alice\[/);
  });

  test("the metrics count them beside those of the server itself", () => {
    const { network } = staffed();
    const counts = network.node.facts.statistics.connections().filter(({ count }) => count > 0);
    expect(counts.map(({ kind, class: name, count }) => [kind, name, count])).toEqual([
      ["tcp", "users", 2],
      ["tcp", "operators", 1],
      ["tls", "own", 1],
    ]);
  });
});

test("counts of classes are right, whoever comes, logs in and goes, and whatever is configured", async () => {
  const classes = [
    { name: "a", accounts: ["*"], max: 2 },
    { name: "b", tls: true, max: 2 },
  ];
  const configurations = [classes, [{ name: "b", max: 3 }], [], [...classes].reverse()];
  const step = fc.record({
    does: fc.constantFrom("come", "leave", "log in", "log out", "rehash"),
    which: fc.nat(40),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const network = new TestNetwork({ classes, connections: { perBlock: { max: 0 } } });
      await makeAccount(network, "ann");
      const clients: TestClient[] = [];
      for (const [number, { does, which }] of steps.entries()) {
        const client = clients[which % Math.max(1, clients.length)];
        if (does === "rehash") {
          network.config = {
            ...network.config,
            classes: configurations[which % configurations.length] ?? [],
          };
          await network.node.rehash();
        } else if (does === "come") {
          const comer = network.open({ tls: which % 2 === 0, address: `10.0.0.${number}` });
          comer.send(`NICK n${number}`, `USER u 0 * :U`);
          if (!comer.ended) clients.push(comer);
        } else if (client && does === "leave") {
          client.send("QUIT");
          clients.splice(clients.indexOf(client), 1);
        } else if (client) logIn(network, client, does === "log in" ? "ann" : undefined);
      }
      const { sessions, classes: counted } = network.node.host;
      for (const name of ["a", "b"]) {
        const there = [...sessions.values()].filter((session) => session.class?.name === name);
        expect(counted.count(name)).toBe(there.length);
      }
      for (const client of clients) client.send("QUIT");
      expect(["a", "b"].map((name) => counted.count(name))).toEqual([0, 0]);
    }),
    { numRuns: 40 },
  );
});

test.each([
  [
    "networks: [{ name: a, addresses: [10.0.0.1] }, { name: a, addresses: [10.0.0.2] }]",
    "networks[1].name: a is listed twice",
  ],
  ["classes: [{ name: a }, { name: a }]", "classes[1].name: a is listed twice"],
  ["classes: [{ name: users }]", "classes[0].name: may be none of unregistered, users, operators"],
  ["classes: [{ name: a, networks: [b] }]", "classes[0].networks[0]: is none of networks: b"],
  ["networks: [{ name: a, addresses: [] }]", "networks[0].addresses: must name at least one address"],
])("%s is refused", (text, problem) => {
  expect(refusal({ file: "ircd.yaml", text }).join("\n")).toContain(problem);
});
