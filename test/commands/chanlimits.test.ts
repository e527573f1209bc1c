import { describe, expect, test } from "vitest";
import { limitsIn } from "../kit/limits.ts";
import { openRoom } from "../kit/room.ts";

/** #room, of which alice is the operator; eve is in it and reads CHANLIMITS. */
function openLimited(modes = "") {
  const room = openRoom(modes);
  const eve = room.network.connect("eve", { caps: "draft/channel-flood-limits batch" });
  eve.ask("JOIN #room");
  room.alice.read();
  return { ...room, eve };
}

const invalid = (problem: string) => [
  `:irc.test FAIL CHANLIMITS INVALID_PARAMS #room :Invalid flood limit syntax: ${problem}`,
];

describe("who may set limits", () => {
  test("an operator of the channel, and nobody else", () => {
    const { network, alice, bob, dave, eve } = openLimited();
    const needed = [
      ":irc.test FAIL CHANLIMITS CHANOP_NEEDED #room :You need channel privileges to set flood limits",
    ];
    expect(bob.ask("CHANLIMITS #room user:message=1/60")).toEqual(needed);
    expect(dave.ask("CHANLIMITS #room user:message=1/60")).toEqual(needed);
    alice.send("MODE #room +h bob");
    bob.read();
    expect(bob.ask("CHANLIMITS #room user:message=1/60")).toEqual(needed);
    network.makeOperator(dave);
    expect(dave.ask("CHANLIMITS #room user:message=1/60")).toEqual(needed);
    expect(limitsIn(eve.read())).toEqual([]);
    alice.send("CHANLIMITS #room user:message=1/60");
    expect(limitsIn(eve.read())).toEqual(["user:message=1/60"]);
  });

  test("where there is no such channel, or none one may know of, is said as everywhere", () => {
    const { alice, dave } = openLimited("+s");
    expect(alice.numerics("CHANLIMITS #none *")).toEqual(["403 #none :No such channel"]);
    expect(dave.numerics("CHANLIMITS #room *")).toEqual(["403 #room :No such channel"]);
    expect(alice.numerics("CHANLIMITS")).toEqual(["461 CHANLIMITS :Not enough parameters"]);
  });
});

describe("what is no limit is refused, and leaves what was", () => {
  const bounds = "is not 1 to 1000 in 1 to 3600 seconds, and one in 600 at least";
  const scopes =
    "is no scope: there are channel, user, user-unvoiced, user-unidentified and user-new=seconds, up to 2592000";
  test.each([
    ["", "there are no limits"],
    [":", " is not scope:type=count/seconds"],
    ["nonsense", "nonsense is not scope:type=count/seconds"],
    ["user", "user is not scope:type=count/seconds"],
    ["user:", "user: is not scope:type=count/seconds"],
    ["user:message", "user:message is not scope:type=count/seconds"],
    ["user:message=5", "user:message=5 is not scope:type=count/seconds"],
    ["user:message=5/", "user:message=5/ is not scope:type=count/seconds"],
    ["user:message=-5/15", "user:message=-5/15 is not scope:type=count/seconds"],
    ["user:message=5/15,", "user: is not scope:type=count/seconds"],
    ["user:message=5/15,repeat", "user:repeat is not scope:type=count/seconds"],
    ["user:message=5/15;repeat=2/15", "user:message=5/15;repeat=2/15 is not scope:type=count/seconds"],
    ["* user:message=5/15", "* is not scope:type=count/seconds"],
    ["-user:message user:nick=5/15", "-user:message is not scope:type=count/seconds"],
    ["-user", "-user is not -scope:type"],
    ["-user:message,user:nick", "user:nick is not -scope:type"],
    ["-user:message=5/15", "-user:message=5/15 is not -scope:type"],
    ["-user:message,-user:message", "-user:message is there twice"],
    ["-all:message", `all ${scopes}`],
    ["user:message=0/15", `user:message=0/15 ${bounds}`],
    ["user:message=5/0", `user:message=5/0 ${bounds}`],
    ["user:message=1001/15", `user:message=1001/15 ${bounds}`],
    ["user:message=100/3601", `user:message=100/3601 ${bounds}`],
    ["user:message=1/3600", `user:message=1/3600 ${bounds}`],
    ["user:message=5/15,message=6/15", "user:message=6/15 is there twice"],
    ["user:message=5/15 user:message=6/15", "user:message=6/15 is there twice"],
    ["everybody:message=5/15", `everybody ${scopes}`],
    ["user-new:message=5/15", `user-new ${scopes}`],
    ["user-new=0:message=5/15", `user-new=0 ${scopes}`],
    ["user-new=2592001:message=5/15", `user-new=2592001 ${scopes}`],
    ["user=9:message=5/15", `user=9 ${scopes}`],
    ["example.com/user-trusted:message=5/15", `example.com/user-trusted ${scopes}`],
    ["user:join=5/15", "join is nothing that can be limited for user"],
    ["user-new=9:knock=5/15", "knock is nothing that can be limited for user-new"],
    ["channel:repeat=5/15", "repeat is nothing that can be limited for channel"],
    ["user:typing=5/15", "typing is nothing that can be limited for user"],
    ["user:a/b/c=5/15", "a/b/c is nothing that can be limited for user"],
  ])("%s", (params, said) => {
    const { alice, eve } = openLimited();
    alice.send("CHANLIMITS #room user:nick=2/60");
    eve.read();
    expect(alice.ask(`CHANLIMITS #room ${params}`.trim())).toEqual(invalid(said));
    expect(limitsIn(eve.read())).toEqual([]);
    alice.send("CHANLIMITS #room user:ctcp=9/60");
    expect(limitsIn(eve.read())).toEqual(["user:ctcp=9/60,nick=2/60"]);
  });

  test("what is long is answered within a line", () => {
    const { alice } = openLimited();
    const [line = ""] = alice.ask(`CHANLIMITS #room ${"x".repeat(480)}`);
    expect(line).toMatch(/INVALID_PARAMS #room :Invalid flood limit syntax: x+/);
    expect(line.length).toBeLessThanOrEqual(510);
  });
});

describe("limits of one client", () => {
  test("come one to the other, and take the place of those of the same name", () => {
    const { alice, eve } = openLimited();
    alice.send("CHANLIMITS #room user:message=5/15,repeat=2/15 channel:join=9/60");
    alice.send("CHANLIMITS #room user:message=50/15", "CHANLIMITS #room channel:knock=3/60");
    expect(limitsIn(eve.read())).toEqual([
      "channel:join=9/60 user:message=5/15,repeat=2/15",
      "channel:join=9/60 user:message=50/15,repeat=2/15",
      "channel:join=9/60,knock=3/60 user:message=50/15,repeat=2/15",
    ]);
  });

  test("go one by one, or all at once; those of others, and of the modes, stay", () => {
    const { alice, bob, eve } = openLimited("+E 9:60");
    alice.send("MODE #room +o bob", "CHANLIMITS #room user:message=5/15,nick=2/15 user-new=900:nick=1/15");
    bob.send("CHANLIMITS #room user:ctcp=1/15");
    eve.read();
    alice.send("CHANLIMITS #room -user:message,-user-new=900:nick");
    expect(limitsIn(eve.read())).toEqual(["user:ctcp=1/15,nick=2/15,repeat=9/60"]);
    alice.send("CHANLIMITS #room -user:ctcp");
    expect(limitsIn(eve.read())).toEqual(["user:ctcp=1/15,nick=2/15,repeat=9/60"]);
    alice.send("CHANLIMITS #room *");
    expect(limitsIn(eve.read())).toEqual(["user:ctcp=1/15,repeat=9/60"]);
    bob.send("CHANLIMITS #room *");
    expect(limitsIn(eve.read())).toEqual(["user:repeat=9/60"]);
  });

  test("are only so many in a channel", () => {
    const { alice, bob, eve } = openLimited();
    alice.send("MODE #room +o bob");
    const some = (from: number) =>
      Array.from({ length: 32 }, (_, index) => `x/${from + index}=1/9`).join(",");
    alice.send(`CHANLIMITS #room user:${some(0)}`);
    bob.send(`CHANLIMITS #room user:${some(32)}`);
    eve.read();
    bob.read();
    expect(bob.ask("CHANLIMITS #room user:message=1/9")).toEqual([
      ":irc.test FAIL CHANLIMITS TOO_MANY_LIMITS #room :There are 64 limits already",
    ]);
    expect(limitsIn(eve.read())).toEqual([]);
    bob.send("CHANLIMITS #room user:x/32=2/9");
    expect(limitsIn(eve.read()).join()).toContain("x/32=2/9");
  });
});

test("a client that reads CHANLIMITS sees what came of its own, with its label", () => {
  const { network } = openLimited();
  const bot = network.connect("bot", { caps: "draft/channel-flood-limits labeled-response batch" });
  bot.send("JOIN #own");
  bot.read();
  // Operators are free of limits.
  expect(bot.ask("@label=1 CHANLIMITS #own user:message=5/15")).toEqual([
    "@label=1 :irc.test CHANLIMITS #own :*",
  ]);
});
