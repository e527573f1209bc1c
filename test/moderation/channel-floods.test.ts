import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { waitFor } from "../../src/world/flood-limits.ts";
import { logIn } from "../kit/log-in.ts";
import { openRoom } from "../kit/room.ts";
import { saidBy } from "../kit/said-by.ts";
import { saySeveral } from "../kit/several-lines.ts";

const refused = (reason: string) => [`404 #room :Cannot send to channel (${reason})`];
const say = (text: string) => `PRIVMSG #room :${text}`;

describe("+F: lines in a time", () => {
  test("what is beyond is refused, until there is room again", () => {
    const { network, bob, carol } = openRoom("+F 2:10");
    expect(bob.numerics(say("1"))).toEqual([]);
    network.now += 4_000;
    expect(bob.numerics(say("2"), say("3"))).toEqual(refused("+F: 2 lines in 10 seconds, wait 6 seconds"));
    network.now += 6_000;
    expect(bob.numerics(say("4"))).toEqual([]);
    expect(carol.read()).toHaveLength(3);
  });

  test("each member has their own, and each channel", () => {
    const { bob, carol, alice } = openRoom("+F 1:10");
    for (const client of [bob, carol]) expect(client.numerics(say("hi"))).toEqual([]);
    bob.ask("JOIN #other");
    expect(bob.numerics("PRIVMSG #other :1", "PRIVMSG #other :2")).toEqual([]);
    expect(alice.read()).toHaveLength(2);
  });

  test.each([
    ["+v bob", true],
    ["+h bob", true],
    ["+o bob", true],
    ["", false],
  ])("%s frees from it: %s", (status, isFree) => {
    const { alice, bob } = openRoom("+F 1:10");
    alice.send(`MODE #room ${status}`);
    bob.read();
    expect(bob.numerics(say("1"), say("2")).length === 0).toBe(isFree);
  });

  test("lines of one message count one by one, other targets are served, tags do not count", () => {
    const { network, carol } = openRoom("+F 3:10");
    const eve = network.connect("eve", { caps: "batch draft/multiline message-tags" });
    eve.ask("JOIN #room");
    carol.read();
    expect(saySeveral(eve, "#room", ["a", "b", "c", "d"])[0]).toContain("+F: 3 lines in 10 seconds");
    expect(saySeveral(eve, "#room", ["a", "b", "c"])).toEqual([]);
    expect(eve.numerics("@+x=1 TAGMSG #room")).toEqual([]);
    expect(eve.numerics("PRIVMSG carol,#ROOM :more")).toEqual(
      refused("+F: 3 lines in 10 seconds, wait 10 seconds"),
    );
    expect(carol.read().filter((line) => line.includes("more"))).toEqual([
      ":eve!eve@192.0.2.6 PRIVMSG carol :more",
    ]);
  });

  test("a NOTICE is told of with a notice", () => {
    const { bob } = openRoom("+F 1:10");
    expect(bob.ask("NOTICE #room :1", "NOTICE #room :2")).toEqual([
      ":irc.test NOTICE bob :*** Your notice to #room was not sent (+F: 1 lines in 10 seconds, wait 10 seconds)",
    ]);
  });

  test("kick puts out, ban keeps out", () => {
    const kicked = openRoom("+F 1:10:kick");
    expect(kicked.bob.ask(say("1"), say("2")).at(-1)).toBe(":irc.test KICK #room bob :Flooding");
    const banned = openRoom("+F 1:10:ban");
    expect(banned.bob.ask(say("1"), say("2")).slice(1)).toEqual([
      ":irc.test MODE #room +b *!*@192.0.2.3",
      ":irc.test KICK #room bob :Flooding",
    ]);
    expect(banned.bob.numerics("JOIN #room")).toEqual(["474 #room :Cannot join channel (+b)"]);
  });

  test("what was refused for another reason does not count", () => {
    const { alice, bob } = openRoom("+Fm 1:10");
    expect(bob.numerics(say("1"), say("2"))).toEqual([...refused("+m"), ...refused("+m")]);
    alice.send("MODE #room -m");
    expect(bob.numerics(say("3"))).toEqual([]);
  });

  test("for any times no window ever holds more than is allowed", () => {
    const times = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(
        times,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        (gaps, count, seconds) => {
          const said: number[] = [];
          let now = 0;
          for (const gap of gaps) {
            now += gap;
            const wait = waitFor({ count, seconds }, said, 1, now);
            if (wait > 0) expect(waitFor({ count, seconds }, said, 1, now + wait)).toBe(0);
            else said.push(now);
          }
          for (const at of said)
            expect(
              said.filter((time) => time > at - seconds * 1000 && time <= at).length,
            ).toBeLessThanOrEqual(count);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("+E: the same again", () => {
  test("is refused, however it is dressed, and something else is not", () => {
    const { network, bob } = openRoom("+E 1:30");
    expect(bob.numerics(say("Buy now"))).toEqual([]);
    for (const text of ["buy NOW", "b\x02uy now", "buy  now ", "b\u200buy now", "\x01ACTION buy now\x01"])
      expect(bob.numerics(say(text))).toEqual(refused("+E: you have said that already"));
    expect(bob.numerics(say("buy later"))).toEqual([]);
    network.now += 30_000;
    expect(bob.numerics(say("buy now"))).toEqual([]);
  });

  test("so often, and by one member; a voice frees from it", () => {
    const { alice, bob, carol } = openRoom("+Ev 2:30 carol");
    expect(bob.numerics(say("a"), say("b"), say("a"))).toEqual([]);
    expect(bob.numerics(say("a"))).toHaveLength(1);
    expect([...alice.numerics(say("a")), ...carol.numerics(say("a"), say("a"), say("a"))]).toEqual([]);
  });
});

describe("+W: slow mode", () => {
  test("one waits between messages, however many lines they have", () => {
    const { network, bob } = openRoom("+W 30");
    expect(bob.numerics(say("1"), say("2"))).toEqual(refused("+W: wait 30 seconds"));
    network.now += 29_500;
    expect(bob.numerics(say("3"))).toEqual(refused("+W: wait 1 second"));
    network.now += 500;
    expect(bob.numerics(say("4"))).toEqual([]);
  });

  test("leaving and coming back is no way around, nor is another name of the channel", () => {
    const { alice, bob } = openRoom("+W 30");
    bob.send(say("1"), "PART #room", "JOIN #room");
    bob.read();
    expect(bob.numerics(say("2"))).toEqual(refused("+W: wait 30 seconds"));
    alice.send("RENAME #room #hall");
    bob.read();
    expect(bob.numerics("PRIVMSG #hall :3")).toEqual([
      "404 #hall :Cannot send to channel (+W: wait 30 seconds)",
    ]);
  });
});

describe("of a line to all of a channel and to some of it each counts", () => {
  test.each([
    ["+W 30", "+W: wait 30 seconds"],
    ["+E 1:30", "+E: you have said that already"],
    ["+F 1:10", "+F: 1 lines in 10 seconds, wait 10 seconds"],
  ])("%s", (modes, reason) => {
    const { alice, bob } = openRoom(modes);
    // One who is named twice is told once.
    expect(bob.numerics("PRIVMSG #room,@#room,#ROOM,@#Room :hello")).toEqual(refused(reason));
    expect(alice.read()).toEqual([":bob!bob@192.0.2.3 PRIVMSG #room :hello"]);
  });

  test("as far as there is room", () => {
    const { alice, bob } = openRoom("+F 3:10");
    expect(bob.numerics("PRIVMSG #room,@#room :a", "PRIVMSG @#room,#room :b")).toEqual(
      refused("+F: 3 lines in 10 seconds, wait 10 seconds"),
    );
    expect(alice.read()).toEqual([
      ":bob!bob@192.0.2.3 PRIVMSG #room :a",
      ":bob!bob@192.0.2.3 PRIVMSG @#room :a",
      ":bob!bob@192.0.2.3 PRIVMSG @#room :b",
    ]);
  });
});

describe("EDIT tells everybody a line, and counts as one", () => {
  const edited = (modes: string) => {
    const room = openRoom("", { history: { edits: true } });
    const eve = room.network.connect("eve", { caps: "draft/message-edit message-tags echo-message" });
    eve.ask("JOIN #room");
    const id = saidBy(eve, say("hello"));
    room.alice.send(`MODE #room ${modes}`);
    room.network.now += 100_000;
    for (const client of [room.carol, eve]) client.read();
    const to = (text: string) => `@draft/target-msgid=${id};draft/edit-text=${text} EDIT #room`;
    return { ...room, eve, to };
  };

  test.each([
    ["+W 30", "+W: wait 30 seconds"],
    ["+F 1:10", "+F: 1 lines in 10 seconds, wait 10 seconds"],
  ])("under %s it is refused, and what is said after one is", (modes, reason) => {
    const { eve, carol, network, to } = edited(modes);
    expect(eve.numerics(to("one"), to("two"), say("three"))).toEqual([
      ...refused(reason),
      ...refused(reason),
    ]);
    expect(carol.read()).toHaveLength(1);
    network.now += 31_000;
    expect(eve.numerics(say("four"), to("five"))).toEqual(refused(reason));
  });

  test("under +E it must not say the same again", () => {
    const { eve, carol, to } = edited("+E 1:30");
    expect(eve.numerics(say("spam"), to("SPAM"), to("eggs"), say("Eggs"))).toEqual([
      ...refused("+E: you have said that already"),
      ...refused("+E: you have said that already"),
    ]);
    expect(carol.read()).toHaveLength(2);
  });

  test("under +F each of its lines does", () => {
    const { eve, to } = edited("+F 3:10");
    expect(eve.numerics(to("a\\nb"), to("c\\nd"))).toEqual(
      refused("+F: 3 lines in 10 seconds, wait 10 seconds"),
    );
  });
});

describe("+B: capitals", () => {
  test.each([
    ["BUY THIS THING NOW", true],
    ["\x01ACTION BUYS THIS THING\x01", true],
    ["КУПИТЕ ЭТО СЕЙЧАС", true],
    ["\x02BUY\x02 \x0304THIS THING NOW", true],
    ["NASA, ESA", false],
    ["I work for NASA and for ESA", false],
    ["1234567890 !!!!!!!!!", false],
    ["これは大文字ではありません", false],
    ["\x01ACTION waves\x01", false],
  ])("%j is refused: %s", (text, isRefused) => {
    const { bob } = openRoom("+B");
    expect(bob.numerics(say(text))).toEqual(isRefused ? refused("+B: mostly capitals") : []);
  });

  test("who has a voice may shout", () => {
    const { alice, carol } = openRoom("+Bv carol");
    carol.read();
    expect([
      ...alice.numerics(say("BUY THIS THING NOW")),
      ...carol.numerics(say("BUY THIS THING NOW")),
    ]).toEqual([]);
  });
});

describe("+J: coming back after a kick", () => {
  test("takes its time, also with another connection of the same user and host, or in the account", () => {
    const { network, alice, bob } = openRoom("+J 60");
    logIn(network, bob, "Bob");
    alice.send("KICK #room bob");
    bob.read();
    expect(bob.numerics("JOIN #room")).toEqual([
      "495 #room :You were kicked: you may join again in 60 seconds (+J)",
    ]);
    bob.send("QUIT");
    const again = network.connect("bob", { address: "192.0.2.3" });
    network.now += 30_000;
    expect(again.numerics("JOIN #room")[0]).toContain("in 30 seconds");
    const elsewhere = network.connect("bobby", { address: "198.51.100.9" });
    logIn(network, elsewhere, "Bob");
    expect(elsewhere.numerics("JOIN #room").at(-1)).toContain("495 #room");
    const neighbour = network.connect("nina", { address: "192.0.2.3" });
    expect(neighbour.ask("JOIN #room")[0]).toBe(":nina!nina@192.0.2.3 JOIN #room");
    network.now += 30_000;
    expect(again.ask("JOIN #room")[0]).toBe(":bob!bob@192.0.2.3 JOIN #room");
  });

  test("an invitation opens the door at once, and -J forgets", () => {
    const { alice, bob, carol } = openRoom("+J 60");
    alice.send("KICK #room bob", "KICK #room carol", "INVITE bob #room");
    bob.read();
    expect(bob.ask("JOIN #room")[0]).toContain("JOIN #room");
    carol.read();
    expect(carol.numerics("JOIN #room")[0]).toContain("495");
    alice.send("MODE #room -J", "MODE #room +J 60");
    expect(carol.ask("JOIN #room")[0]).toContain("JOIN #room");
  });
});

test("counters are there while they count: swept after that, and gone with who quits", async () => {
  const { network, bob, carol, alice } = openRoom("+FE 5:10 2:20");
  const { floods } = network.node.moderation;
  bob.send(say("1"));
  carol.send(say("1"));
  alice.send(say("1"));
  expect(floods.size).toBe(2);
  carol.send("QUIT");
  expect(floods.size).toBe(1);
  bob.send("PART #room");
  network.now += 19_000;
  await network.node.tidy();
  expect(floods.size).toBe(1);
  network.now += 1_000;
  await network.node.tidy();
  expect(floods.size).toBe(0);
});

test("the node sweeps them of its own accord", () => {
  const { network, bob } = openRoom("+F 5:10");
  bob.send(say("1"));
  for (let minute = 0; minute < 11; minute += 1) {
    network.advance(60_000);
    bob.send("PONG irc.test");
  }
  expect(bob.ended).toBe(false);
  expect(network.node.moderation.floods.size).toBe(0);
});

test("where nothing is limited nothing is counted", () => {
  const { network, bob } = openRoom("+l 50");
  bob.send(say("1"));
  expect(network.node.moderation.floods.size).toBe(0);
});
