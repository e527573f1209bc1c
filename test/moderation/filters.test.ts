import { describe, expect, test } from "vitest";
import { filteredRoom, type RuleInput, spam } from "../kit/filtered.ts";
import { openHttp } from "../kit/http.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";
import { samplesOf } from "../kit/scrape.ts";
import { saySeveral } from "../kit/several-lines.ts";

const noticed = (text: string) => `:irc.test NOTICE * :*** ${text}`;

describe("what is blocked is not said, and whoever said it is told", () => {
  test.each([
    [
      "PRIVMSG #room :buy spam",
      ":irc.test 404 bob #room :Cannot send to channel (filtered: Not allowed here)",
    ],
    ["PRIVMSG alice :buy spam", ":irc.test 492 bob alice :Cannot send to user (filtered: Not allowed here)"],
    ["MSG alice :buy spam", ":irc.test 492 bob alice :Cannot send to user (filtered: Not allowed here)"],
    [
      "PRIVMSG carol,#room :spam",
      ":irc.test 492 bob carol :Cannot send to user (filtered: Not allowed here)",
    ],
    [
      "NOTICE #room :buy spam",
      ":irc.test NOTICE bob :*** Your notice to #room was not sent (filtered: Not allowed here)",
    ],
    ["TOPIC #room :spam", ":irc.test FAIL TOPIC FILTERED #room :filtered: Not allowed here"],
    ["NICK spammer", ":irc.test 437 bob spammer :This name is reserved: filtered: Not allowed here"],
    ["SETNAME :spam", ":irc.test FAIL SETNAME FILTERED * :filtered: Not allowed here"],
    ["AWAY :spam", ":irc.test FAIL AWAY FILTERED * :filtered: Not allowed here"],
  ])("%s", (line, answer) => {
    const { alice, bob, carol } = filteredRoom(
      [spam({ what: ["message", "private", "topic", "nick", "realname", "away"] })],
      {},
      "-t",
    );
    expect(bob.ask(line)).toEqual([answer]);
    expect([...alice.read(), ...carol.read()]).toEqual([]);
  });

  test("each target is judged for itself, and the others are served", () => {
    const rule = spam({ exempt: { channels: ["#free*"] } });
    const { alice, bob, carol } = filteredRoom(
      [rule, spam({ name: "putout", action: "kick", optIn: true, what: ["message"] })],
      {},
      "+G",
    );
    for (const client of [alice, bob]) client.send("JOIN #free", "JOIN #other");
    for (const client of [alice, bob, carol]) client.read();
    expect(bob.ask("PRIVMSG carol,#room,#free,@#other,#FREE :spam")).toEqual([
      ":irc.test 492 bob carol :Cannot send to user (filtered: Not allowed here)",
      ":irc.test 404 bob #room :Cannot send to channel (filtered: Not allowed here)",
      ":irc.test 404 bob #other :Cannot send to channel (filtered: Not allowed here)",
      ":irc.test KICK #room bob :Not allowed here",
    ]);
    expect(alice.read().filter((line) => line.startsWith(":bob"))).toEqual([
      ":bob!bob@192.0.2.3 PRIVMSG #free :spam",
    ]);
    expect(carol.read().filter((line) => line.startsWith(":bob"))).toEqual([]);
  });

  test("no more targets are judged and answered than there may be, be some of them served", () => {
    const { alice, bob } = filteredRoom([spam({ exempt: { channels: ["#room"] } })]);
    const others = Array.from({ length: 100 }, (_, index) => `n${index}`).join(",");
    const about = (nick: string) =>
      `:irc.test 492 bob ${nick} :Cannot send to user (filtered: Not allowed here)`;
    expect(bob.ask(`PRIVMSG #room,${others} :spam`)).toEqual([
      ...["n0", "n1", "n2"].map(about),
      ":irc.test 407 bob n3 :Too many targets",
    ]);
    // What is refused makes no room for what is beyond.
    bob.ask("PRIVMSG n0,n1,n2,n3,alice,#room :spam");
    expect(alice.read()).toEqual([":bob!bob@192.0.2.3 PRIVMSG #room :spam"]);
  });

  test("whoever is put off for one of the targets says nothing to the others, and is put off once", () => {
    const { alice, bob, boss } = filteredRoom([spam({ action: "kill", exempt: { channels: ["#free"] } })]);
    for (const client of [alice, bob]) client.send("JOIN #free");
    alice.read();
    boss.ask("MODE boss +s +k");
    bob.send("PRIVMSG #free,#room,@#room :spam");
    expect(alice.read().filter((line) => line.includes("PRIVMSG"))).toEqual([]);
    expect(boss.read().filter((line) => /kill/i.test(line))).toHaveLength(2);
  });

  test("with its label on the answer", () => {
    const { network } = filteredRoom([spam()]);
    const eve = network.connect("eve", { caps: "labeled-response batch message-tags" });
    expect(eve.ask("@label=7 PRIVMSG alice :spam")).toEqual([
      "@label=7 :irc.test 492 eve alice :Cannot send to user (filtered: Not allowed here)",
    ]);
  });
});

test.each([
  ["PART #room :spam", ":bob!bob@192.0.2.3 PART #room"],
  ["QUIT :spam", ":bob!bob@192.0.2.3 QUIT :Quit: "],
])("who leaves with %s may leave, without the words", (line, seen) => {
  const { alice, bob } = filteredRoom([spam({ what: ["part", "quit"] })]);
  expect(bob.ask(line)[0]).toBe(
    ":irc.test NOTICE bob :*** The words you leave with are not shown (filtered: Not allowed here)",
  );
  expect(alice.read()).toEqual([seen]);
});

describe("who comes in is judged by nick, real name and away", () => {
  const come = (rule: RuleInput, ...lines: readonly string[]) => {
    const network = new TestNetwork({ filters: { rules: [rule] } });
    const eve = network.open();
    return { network, eve, lines: eve.ask(...lines) };
  };

  test("a nick is refused, and another may be tried", () => {
    const { eve, lines } = come(spam({ what: ["nick"] }), "NICK spambot", "USER eve 0 * :Eve");
    expect(lines).toEqual([":irc.test 437 * spambot :This name is reserved: filtered: Not allowed here"]);
    expect(eve.ask("NICK eve")[0]).toMatch(/^:irc.test 001 eve /);
  });

  test("with such a real name nobody comes in", () => {
    const { eve, lines } = come(spam({ what: ["realname"] }), "NICK eve", "USER eve 0 * :Spam shop");
    expect(lines).toEqual([
      ":irc.test 465 eve :You are banned from this server: Not allowed here",
      "ERROR :Closing Link: 192.0.2.2 (Filtered: Not allowed here)",
    ]);
    expect(eve.ended).toBe(true);
  });

  test("a ban keeps the address off", async () => {
    const { network } = come(spam({ what: ["realname"], action: "ban" }), "NICK eve", "USER eve 0 * :Spam");
    await network.until(() => network.node.world.bans.size > 0);
    expect([...network.node.world.bans.list()].map(({ kind, mask }) => [kind, mask])).toEqual([
      ["kline", "*@192.0.2.2"],
    ]);
  });

  test("an away message is left out", () => {
    const { eve, lines } = come(
      spam({ what: ["away"] }),
      ...["CAP REQ draft/pre-away", "NICK eve", "USER eve 0 * :Eve", "AWAY :spam", "CAP END"],
    );
    expect(lines).toContain(":irc.test FAIL AWAY FILTERED * :filtered: Not allowed here");
    expect(eve.numerics("USERHOST eve")).toEqual(["302 :eve=+eve@192.0.2.2"]);
  });
});

test("tag lets a message pass, with a tag no client can send that names the rules", () => {
  const { network, alice, bob } = filteredRoom([
    spam({ action: "tag" }),
    { name: "eggs", match: { word: "eggs" }, action: "tag" },
  ]);
  const eve = network.connect("eve", { caps: "message-tags" });
  eve.ask("JOIN #room");
  alice.read();
  bob.send("PRIVMSG #room :spam and eggs");
  expect(alice.read()).toEqual([":bob!bob@192.0.2.3 PRIVMSG #room :spam and eggs"]);
  expect(eve.read()[0]).toMatch(/^@msgid=\S+;ircd-ts\/filter=spam,eggs :bob!bob@192.0.2.3 PRIVMSG #room /);
  eve.send("@ircd-ts/filter=fake;+x=1 PRIVMSG eve :hi");
  expect(eve.read()[0]).toMatch(/^@msgid=[^;]+;\+x=1 :eve!/);
});

test("pass only counts, and a dry run only counts on a count of its own", () => {
  const { network, alice, bob, boss } = filteredRoom([
    spam({ action: "pass" }),
    spam({ name: "tried", action: "kill", dryRun: true }),
  ]);
  expect(bob.ask("PRIVMSG #room :spam", "PRIVMSG #room :more spam")).toEqual([]);
  expect(alice.read()).toHaveLength(2);
  expect(boss.read()).toEqual([]);
  const { filters } = network.node.moderation;
  expect([filters.hitsOf("spam"), filters.hitsOf("tried")]).toEqual([
    { live: 2, dry: 0 },
    { live: 0, dry: 2 },
  ]);
});

describe("whom a rule catches", () => {
  test("is put out of the channel by kick", () => {
    const { alice, bob } = filteredRoom([spam({ what: ["message"], action: "kick", reason: "No shops" })]);
    expect(bob.ask("PRIVMSG #room :spam")).toEqual([
      ":irc.test 404 bob #room :Cannot send to channel (filtered: No shops)",
      ":irc.test KICK #room bob :No shops",
    ]);
    expect(alice.read()).toEqual([":irc.test KICK #room bob :No shops"]);
  });

  test("is off the network by kill, and operators are told", () => {
    const { bob, boss } = filteredRoom([spam({ action: "kill", reason: "No shops" })]);
    expect(bob.ask("PRIVMSG alice :spam").slice(1)).toEqual([
      ":irc.test KILL bob :No shops",
      "ERROR :Closing Link: 192.0.2.3 (Killed (irc.test (No shops)))",
    ]);
    expect(boss.read()).toEqual([
      noticed("bob!bob@192.0.2.3 was caught by filter spam (kill): private to alice"),
      noticed("filter spam killed bob!bob@192.0.2.3 (No shops)"),
    ]);
  });

  test("is banned by address for a time, and all who come from there go", async () => {
    const { network, bob, boss } = filteredRoom([spam({ action: "ban", seconds: 60 })]);
    const twin = network.connect("twin", { address: "192.0.2.3" });
    bob.send("PRIVMSG #room :spam");
    await network.until(() => bob.ended && twin.ended);
    expect(bob.read().at(-1)).toBe("ERROR :Closing Link: 192.0.2.3 (KLINE: Not allowed here)");
    expect(boss.read()).toContain(noticed("filter spam set KLINE *@192.0.2.3 for 1m: Not allowed here"));
    network.advance(60_001);
    expect(network.connect("bob", { address: "192.0.2.3" }).ended).toBe(false);
  });

  test("is banned with all addresses of the block, where it is IPv6", async () => {
    const { network } = filteredRoom([spam({ action: "ban", seconds: 0 })]);
    const eve = network.connect("eve", { address: "2001:db8::5" });
    eve.send("PRIVMSG #room :spam");
    await network.until(() => eve.ended);
    const [ban] = network.node.world.bans.list();
    expect(ban).toMatchObject({ mask: "*@2001:db8:0:0::/64", by: "filter spam", expiresAt: undefined });
    expect(network.open({ address: "2001:db8::6" }).ask("NICK a", "USER a 0 * :a")[0]).toContain(" 465 ");
  });

  test("is put off alone where the address is a gateway's: others come from there, too", async () => {
    const { network } = filteredRoom([spam({ action: "ban" })]);
    const [eve, fay] = ["eve", "fay"].map((nick) => network.connect(nick, { address: "127.0.0.1" }));
    eve?.send("PRIVMSG #room :spam");
    expect([eve?.ended, fay?.ended, network.node.world.bans.size]).toEqual([true, false, 0]);
  });

  test("is not listened to any more by shun", async () => {
    const { network, alice, bob } = filteredRoom([spam({ action: "shun" })]);
    bob.send("PRIVMSG #room :spam");
    await network.until(() => network.node.world.bans.size > 0);
    bob.send("PRIVMSG #room :hello");
    expect([bob.ended, alice.read()]).toEqual([false, []]);
  });

  test("suffers the hardest of what all rules say", () => {
    const rules = [
      spam({ action: "tag" }),
      spam({ name: "b", what: ["message"], action: "kick" }),
      spam({ name: "c" }),
    ];
    const { alice, bob } = filteredRoom(rules);
    bob.send("PRIVMSG #room :spam");
    expect(alice.read()).toEqual([":irc.test KICK #room bob :Not allowed here"]);
  });
});

describe("whom a rule is not for", () => {
  const says = (rule: Partial<RuleInput>, who: "alice" | "bob" | "boss", target = "#room") => {
    const room = filteredRoom([spam(rule)], {}, "-n+v carol");
    room[who].send(`PRIVMSG ${target} :spam`);
    return room.carol.read().length > 0;
  };

  test.each([
    [{}, "boss", "#room", true],
    [{ exempt: { opers: false } }, "boss", "#room", false],
    [{ exempt: { status: "op" } }, "alice", "#room", true],
    [{ exempt: { status: "op" } }, "bob", "#room", false],
    [{ exempt: { status: "op" } }, "alice", "carol", false],
    [{ exempt: { channels: ["#ro*"] } }, "bob", "#ROOM", true],
    [{ exempt: { channels: ["#other"] } }, "bob", "#room", false],
  ] as const)("%j: %s to %s, %s", (rule, who, target, isHeard) => {
    expect(says(rule, who, target)).toBe(isHeard);
  });

  test.each([
    [{ loggedIn: true }, "Bob", true],
    [{ accounts: ["BOB"] }, "Bob", true],
    [{ accounts: ["carol"] }, "Bob", false],
    [{ loggedIn: true }, undefined, false],
  ])("%j for who is logged in as %s", (exempt, account, isHeard) => {
    const { network, bob, carol } = filteredRoom([spam({ exempt })]);
    if (account !== undefined) logIn(network, bob, account);
    carol.read();
    bob.send("PRIVMSG #room :spam");
    expect(carol.read().length > 0).toBe(isHeard);
  });
});

describe("scores add up, fade, and come to something", () => {
  const scores = { threshold: 10, fadeSeconds: 100, action: "kill", reason: "Too much" } as const;
  const rule = spam({ action: "pass", score: 4 });

  test("at the threshold", () => {
    const { bob } = filteredRoom([rule], { scores });
    expect(bob.ask("PRIVMSG #room :spam", "PRIVMSG alice :spam")).toEqual([]);
    expect(bob.ask("PRIVMSG #room :spam").at(-1)).toBe(
      "ERROR :Closing Link: 192.0.2.3 (Killed (irc.test (Too much)))",
    );
  });

  test("at the threshold exactly, though a moment lies between", () => {
    const { network, bob } = filteredRoom([spam({ action: "pass", score: 5 })], { scores });
    bob.send("PRIVMSG #room :spam");
    network.now += 50;
    expect(bob.ask("PRIVMSG #room :spam").at(-1)).toContain("Too much");
  });

  test("not for who waits between", () => {
    const { network, bob } = filteredRoom([rule], { scores });
    for (let time = 0; time < 9; time += 1) {
      bob.send("PRIVMSG #room :spam");
      network.now += 40_000;
    }
    expect(bob.ended).toBe(false);
  });

  test("each user's own, and a dry run adds nothing", () => {
    const { bob, carol } = filteredRoom([rule, spam({ name: "dry", score: 100, dryRun: true })], { scores });
    for (const client of [bob, carol, bob, carol]) client.send("PRIVMSG #room :spam");
    expect([bob.ended, carol.ended]).toEqual([false, false]);
  });
});

test("optIn holds only in channels with +G", () => {
  const { alice, bob, carol } = filteredRoom([spam({ what: ["message"], optIn: true })]);
  bob.send("PRIVMSG #room :spam");
  expect(carol.read()).toHaveLength(1);
  alice.send("MODE #room +G");
  expect(bob.numerics("PRIVMSG #room :spam")).toEqual([
    "404 #room :Cannot send to channel (filtered: Not allowed here)",
  ]);
});

test("a whole message of several lines is judged, and each of its lines", () => {
  const { network, alice } = filteredRoom([spam(), { name: "line", match: { glob: "buy*" } }]);
  const eve = network.connect("eve", { caps: "batch draft/multiline message-tags" });
  expect(saySeveral(eve, "alice", ["sp", "+am"])).toEqual([
    ":irc.test 492 eve alice :Cannot send to user (filtered: Not allowed here)",
  ]);
  expect(saySeveral(eve, "alice", ["hello", "buy now"])).toHaveLength(1);
  expect(alice.read()).toEqual([]);
  saySeveral(eve, "alice", ["sp", "am"]);
  expect(alice.read()).toHaveLength(2);
});

test("REHASH puts other rules in force; what was counted goes on", async () => {
  const { network, alice, bob, boss } = filteredRoom([spam()]);
  bob.send("PRIVMSG #room :spam");
  network.config = {
    ...network.config,
    filters: { rules: [spam({ action: "pass" }), { name: "eggs", match: { word: "eggs" } }] },
  };
  await boss.answer("REHASH");
  expect(bob.ask("PRIVMSG #room :spam")).toEqual([]);
  expect(alice.read()).toHaveLength(1);
  expect(bob.numerics("PRIVMSG #room :eggs")).toHaveLength(1);
  expect(network.node.moderation.filters.hitsOf("spam").live).toBe(2);
});

test("a rule that cannot be is named, and all stays as it was", async () => {
  const { network, bob, boss } = filteredRoom([spam()]);
  const bad = { name: "bad", match: { regex: "(a" } };
  network.config = { ...network.config, filters: { rules: [bad] } };
  expect(await boss.answer("REHASH")).toContainEqual(
    expect.stringMatching(/Nothing was changed: filters\.rules\[0\]\.match: bad: .*missing closing/),
  );
  expect(bob.numerics("PRIVMSG #room :spam")).toHaveLength(1);
});

test("what filters catch is in STATS F and in the metrics", async () => {
  const rules = [spam({ action: "pass" }), spam({ name: "dry", dryRun: true, match: { word: "eggs" } })];
  const http = await openHttp({ filters: { rules } });
  const [alice] = http.network.inChannel("#room", "alice", "bob");
  const boss = http.network.connect("boss");
  http.network.makeOperator(boss);
  alice?.send("PRIVMSG #room :spam", "PRIVMSG bob :spam", "PRIVMSG bob :eggs");
  expect(boss.numerics("STATS F").slice(0, 2)).toEqual([
    "249 F :spam (pass; message, private): literal spam; 2 hits, 0 tried",
    "249 F :dry (block, dry run; message, private): word eggs; 0 hits, 1 tried",
  ]);
  const { text } = await http.ask("/metrics");
  const samples = samplesOf(text);
  expect(samples.get('ircd_filter_hits_total{filter="spam",mode="live"}')).toBe(2);
  expect(samples.get('ircd_filter_hits_total{filter="dry",mode="dry"}')).toBe(1);
});
