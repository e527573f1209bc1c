import { describe, expect, test } from "vitest";
import { comeAs } from "../kit/come-as.ts";
import { FarNode } from "../kit/far-node.ts";
import { limitsIn } from "../kit/limits.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";
import { openRoom } from "../kit/room.ts";

const caps = "draft/channel-flood-limits";

function watched(modes = "") {
  const room = openRoom(modes);
  const eve = room.network.connect("eve", { caps });
  const joined = eve.ask("JOIN #room");
  return { ...room, eve, joined };
}

test.each([
  ["", "*"],
  ["+F 5:15", "user:message=5/15"],
  ["+W 30", "user:message=1/30"],
  // What keeps one of them breaks neither.
  ["+FW 3:20 5", "user:message=1/7"],
  ["+FW 100:60 30", "user:message=1/30"],
  ["+FW 1:3600 30", "user:message=1/3600"],
  ["+E 3:15", "user:repeat=3/15"],
  ["+jFE 30:15 5:15:ban 3:15", "channel:join=30/15 user:message=5/15,repeat=3/15"],
])("who joins a channel with %s is told: %s", (modes, words) => {
  expect(limitsIn(watched(modes).joined)).toEqual([words]);
});

test("after the topic and before the names", () => {
  const { joined } = watched("+F 5:15");
  const at = (what: string) => joined.findIndex((line) => line.includes(what));
  expect(at("CHANLIMITS")).toBeLessThan(at(" 353 "));
});

test("changes of the modes are told to all members who asked", () => {
  const { alice, bob, eve } = watched();
  bob.read();
  alice.send("MODE #room +F 5:15");
  expect(limitsIn(eve.read())).toEqual(["user:message=5/15"]);
  expect(limitsIn(bob.read())).toEqual([]);
  alice.send("MODE #room -F");
  expect(limitsIn(eve.read())).toEqual(["*"]);
  alice.send("MODE #room +i");
  expect(limitsIn(eve.read())).toEqual([]);
});

test("who is given a status, or loses it, is told what holds for them now, and nobody else", () => {
  const { network, alice, eve } = watched("+Fj 5:15 3:10");
  const dan = network.connect("dan", { caps });
  dan.ask("JOIN #room");
  eve.read();
  alice.send("MODE #room +v eve");
  expect(limitsIn(eve.read())).toEqual(["channel:join=3/10"]);
  alice.send("MODE #room -v eve");
  expect(limitsIn(eve.read())).toEqual(["channel:join=3/10 user:message=5/15"]);
  expect(limitsIn(dan.read())).toEqual([]);
});

test("a client that has not asked for it is told nothing", () => {
  const { dave } = openRoom("+F 5:15");
  expect(limitsIn(dave.ask("JOIN #room"))).toEqual([]);
});

test("staying within the limits that were told triggers nothing", () => {
  const { network, eve } = watched("+FWE 3:20 5 2:60");
  for (let line = 0; line < 12; line += 1) {
    expect(eve.numerics(`PRIVMSG #room :line ${line}`)).toEqual([]);
    network.now += 7_000;
  }
});

describe("what operators set beside the modes", () => {
  test("the limits for some are told to each as what holds for them", () => {
    const { network, alice, bob, carol, eve } = watched();
    const dan = comeAs(network, "dan", { caps });
    dan.send("JOIN #room");
    network.advance(20_000);
    alice.send("MODE #room +v dan", "MODE #room +o carol");
    for (const client of [bob, carol, dan, eve]) client.read();
    // Of the proposal: a bot is stricter with who is new, and with who has no voice.
    alice.send("CHANLIMITS #room user:message=8/15 user-new=60:message=2/15 user-unvoiced:message=4/15");
    expect(limitsIn(eve.read())).toEqual(["user:message=2/15"]);
    expect(limitsIn(bob.read())).toEqual([]);
    network.advance(39_750);
    expect(limitsIn(eve.read())).toEqual([]);
    network.advance(250);
    expect(limitsIn(eve.read())).toEqual(["user:message=4/15"]);
    expect(limitsIn(dan.read())).toEqual(["user:message=2/15", "user:message=8/15"]);
    alice.send("CHANLIMITS #room user-unidentified:nick=1/60");
    expect(limitsIn(eve.read())).toEqual(["user:message=4/15,nick=1/60"]);
    expect(limitsIn(dan.read())).toEqual(["user:message=8/15"]);
  });

  test("who is given a voice or an operator's status, and who loses it, is told", () => {
    const { alice, eve } = watched();
    alice.send("CHANLIMITS #room channel:join=9/60 user:nick=2/60 user-unvoiced:message=4/15");
    eve.read();
    for (const [mode, words] of [
      ["+v", "channel:join=9/60 user:nick=2/60"],
      ["+h", "*"],
      ["-h", "channel:join=9/60 user:nick=2/60"],
      ["-v", "channel:join=9/60 user:message=4/15,nick=2/60"],
    ]) {
      alice.send(`MODE #room ${mode} eve`);
      expect(limitsIn(eve.read())).toEqual([words]);
    }
  });

  test("who logs in, or out, is told where that matters", () => {
    const { network, alice, eve } = watched();
    eve.send("JOIN #own");
    alice.send("CHANLIMITS #room user-unidentified:message=1/60");
    eve.read();
    logIn(network, eve, "eve");
    expect(limitsIn(eve.read())).toEqual(["*"]);
    logIn(network, eve, undefined);
    expect(limitsIn(eve.read())).toEqual(["user:message=1/60"]);
    alice.send("CHANLIMITS #room *");
    eve.read();
    logIn(network, eve, "eve");
    expect(limitsIn(eve.read())).toEqual([]);
  });

  test("who joins later is new for as long as the limits say, each for themselves", () => {
    const { network, alice, eve } = watched();
    network.advance(5_000);
    alice.send("CHANLIMITS #room user-new=20:message=1/60 user-new=10:nick=1/60");
    network.advance(2_000);
    const dan = network.connect("dan", { caps });
    expect(limitsIn(dan.ask("JOIN #room"))).toEqual(["user:message=1/60,nick=1/60"]);
    expect(limitsIn(eve.read())).toEqual(["user:message=1/60,nick=1/60"]);
    const told: string[] = [];
    for (let second = 8; second < 40; second += 1) {
      network.advance(1_000);
      for (const client of [eve, dan])
        told.push(...limitsIn(client.read()).map((words) => `${second} ${client.session.nick} ${words}`));
    }
    expect(told).toEqual(["10 eve user:message=1/60", "17 dan user:message=1/60", "20 eve *", "27 dan *"]);
  });

  test("the strictest of all wins, whoever set it: the lower rate, then the smaller number", () => {
    const { alice, bob, eve } = watched("+F 5:15");
    alice.send("MODE #room +o bob");
    const told = (from: typeof alice, words: string) => {
      eve.read();
      from.send(`CHANLIMITS #room ${words}`);
      return limitsIn(eve.read());
    };
    expect(told(bob, "user:message=10/20")).toEqual(["user:message=5/15"]);
    expect(told(bob, "user:message=8/30")).toEqual(["user:message=8/30"]);
    expect(told(alice, "user:message=4/15")).toEqual(["user:message=4/15"]);
    expect(told(bob, "user-new=60:message=1/60")).toEqual(["user:message=1/60"]);
  });

  test.each([
    ["parts", "PART #room"],
    ["joins nothing", "JOIN 0"],
    ["quits", "QUIT"],
    ["gives up the status", "MODE #room -o bob"],
  ])("those of an operator who %s are gone, those of others stay", (_, line) => {
    const { alice, bob, eve } = watched();
    alice.send("MODE #room +o bob", "CHANLIMITS #room user:nick=1/60");
    bob.send("CHANLIMITS #room user:message=1/60");
    eve.read();
    bob.send(line);
    expect(limitsIn(eve.read())).toEqual(["user:nick=1/60"]);
    bob.send("JOIN #room");
    alice.send("MODE #room +o bob");
    expect(limitsIn(eve.read())).toEqual([]);
  });

  test("and those of one who is kicked; somebody else's leaving is no news", () => {
    const { alice, bob, carol, eve } = watched();
    alice.send("MODE #room +oo bob carol");
    bob.send("CHANLIMITS #room user:message=1/60");
    carol.send("PART #room");
    eve.read();
    alice.send("KICK #room bob");
    expect(limitsIn(eve.read())).toEqual(["*"]);
    alice.send("PART #room");
    expect(limitsIn(eve.read())).toEqual([]);
  });

  test("and those of another node that is lost", () => {
    const { network, alice, eve } = watched();
    const far = new FarNode(network);
    far.connect("fay");
    far.say("fay", "JOIN #room");
    alice.send("MODE #room +o fay");
    far.say("fay", "CHANLIMITS #room user:message=1/60");
    expect(limitsIn(eve.read())).toEqual(["user:message=1/60"]);
    far.lose();
    expect(limitsIn(eve.read())).toEqual(["*"]);
  });

  test("and those of one who stays without a client: nobody is there who sees to them", () => {
    const network = new TestNetwork({ unlimited: true, sessions: { alwaysOn: "opt-out" } });
    const bot = comeAs(network, "bot");
    const second = comeAs(network, "bot");
    bot.send("JOIN #room", "CHANLIMITS #room user:message=1/60");
    const eve = network.connect("eve", { caps });
    expect(limitsIn(eve.ask("JOIN #room"))).toEqual(["user:message=1/60"]);
    bot.send("QUIT");
    expect(limitsIn(eve.read())).toEqual([]);
    second.send("QUIT");
    expect(limitsIn(eve.read())).toEqual(["*"]);
    expect(eve.ask("NAMES #room").join()).toContain("@bot");
  });

  test("whether they go, or their node is lost", () => {
    const network = new TestNetwork({ unlimited: true, sessions: { alwaysOn: "opt-out" } });
    const far = new FarNode(network);
    far.comeAs("bot", "198.51.100.8");
    far.say("bot", "JOIN #room", "CHANLIMITS #room user:message=1/60");
    const eve = network.connect("eve", { caps });
    expect(limitsIn(eve.ask("JOIN #room"))).toEqual(["user:message=1/60"]);
    far.lose();
    expect(limitsIn(eve.read())).toEqual(["*"]);
    expect(eve.ask("NAMES #room").join()).toContain("@bot");
  });

  test("they go along when the channel is renamed", () => {
    const { network, alice, eve } = watched();
    alice.send("CHANLIMITS #room user-new=60:message=1/60");
    eve.read();
    alice.send("RENAME #room #hall");
    expect(eve.read().filter((line) => line.includes("CHANLIMITS"))).toEqual([
      ":irc.test CHANLIMITS #hall :user:message=1/60",
    ]);
    network.advance(60_000);
    expect(eve.read().filter((line) => line.includes("CHANLIMITS"))).toEqual([
      ":irc.test CHANLIMITS #hall :*",
    ]);
  });
});

describe("limits that do not fit into a line", () => {
  const vendors = (from: number) =>
    Array.from({ length: 12 }, (_, index) => `bots.example/${from + index}-of-many=1/9`).join(",");

  function crowded(theirs: string) {
    const room = openRoom();
    for (const scope of ["user:nick=1/60", "channel", "user"])
      room.alice.send(`CHANLIMITS #room ${scope.includes(":") ? scope : `${scope}:${vendors(10)}`}`);
    const eve = room.network.connect("eve", { caps: theirs });
    return { ...room, eve };
  }

  test("come in a batch, on joining after the topic and before the names", () => {
    const { alice, eve } = crowded(`${caps} batch`);
    alice.send("TOPIC #room :limits");
    const lines = eve.ask("JOIN #room");
    const [first = "", ...others] = lines.filter((line) => /BATCH|CHANLIMITS/.test(line));
    const [, ref] = /^:irc\.test BATCH \+(\S+) chanlimits :?#room$/.exec(first) ?? [];
    expect(others.at(-1)).toMatch(new RegExp(`^:irc\\.test BATCH :?-${ref}$`));
    const inside = others.slice(0, -1);
    expect(inside.length).toBeGreaterThan(1);
    for (const line of inside) {
      const [tag = "", ...rest] = line.split(" ");
      expect(tag).toBe(`@batch=${ref}`);
      expect(rest.join(" ").length).toBeLessThanOrEqual(510);
    }
    const words = limitsIn(inside).join(" ");
    expect(words.match(/bots\.example/g)).toHaveLength(24);
    expect(words.startsWith("user:nick=1/60")).toBe(true);
    const at = (what: string) => lines.findIndex((line) => line.includes(what));
    expect(at("CHANLIMITS")).toBeGreaterThan(at(" 332 "));
    expect(at("CHANLIMITS")).toBeLessThan(at(" 353 "));
    alice.send("CHANLIMITS #room *");
    expect(limitsIn(eve.read())).toEqual(["*"]);
  });

  test("are told to a client without batches as far as one line goes, the known ones first", () => {
    const [words = "", ...others] = limitsIn(crowded(caps).eve.ask("JOIN #room"));
    expect(others).toEqual([]);
    expect(words).toMatch(/^user:nick=1\/60,bots\.example\/10-of-many=1\/9,/);
  });

  test("are shown in a batch to a session that comes later, too", () => {
    const { network } = crowded(caps);
    comeAs(network, "dan", { caps }).send("JOIN #room");
    const second = comeAs(network, "dan", { caps: `${caps} batch` });
    expect(second.read().some((line) => / BATCH \+\S+ chanlimits :?#room$/.test(line))).toBe(true);
  });
});
