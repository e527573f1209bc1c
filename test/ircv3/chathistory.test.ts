import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { inBatch } from "../kit/history-batch.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "draft/chathistory batch server-time message-tags";
const second = 1000;
const stamp = (at: number) => `timestamp=${new Date(at).toISOString()}`;

/** The room where alice has said 1 to 9, a second apart, heard by bob; ids and times are by number. */
function spokenRoom(bobs = caps, history = {}) {
  const room = capableRoom({ bob: bobs, dave: caps }, "", { history });
  const { network, alice, bob } = room;
  const times: number[] = [];
  const ids: string[] = [];
  for (let number = 1; number <= 9; number += 1) {
    network.now += second;
    times[number] = network.now;
    alice.send(`PRIVMSG #room :${number}`);
    ids[number] = `msgid=${tagged(bob.read()[0] ?? "").tags["msgid"]}`;
  }
  network.now += second;
  return { ...room, at: (number: number) => stamp(times[number] ?? Number.NaN), ids };
}

const texts = (lines: readonly string[], target = "#room") =>
  inBatch(lines, target)
    .map(({ line }) => line.replace(/^.* :/, ""))
    .join("");

describe("what is asked for", () => {
  const { bob, at, ids } = spokenRoom();
  const page = (asked: string) => texts(bob.ask(`CHATHISTORY ${asked}`));

  test("LATEST has the most recent, and after a mark none up to it", () => {
    expect(page("LATEST #room * 3")).toBe("789");
    expect(page("LATEST #room * 50")).toBe("123456789");
    // "restricted to those sent after and excluding that timestamp or msgid".
    for (const mark of [at(6), ids[6]]) {
      expect(page(`LATEST #room ${mark} 50`)).toBe("789");
      expect(page(`LATEST #room ${mark} 2`)).toBe("89");
    }
  });

  test("BEFORE has those nearest before the mark, without it", () => {
    for (const mark of [at(6), ids[6]]) {
      expect(page(`BEFORE #room ${mark} 2`)).toBe("45");
      expect(page(`BEFORE #room ${mark} 50`)).toBe("12345");
    }
    expect(page(`BEFORE #room ${ids[1]} 50`)).toBe("");
  });

  test("AFTER has those nearest after the mark, without it", () => {
    for (const mark of [at(6), ids[6]]) {
      expect(page(`AFTER #room ${mark} 2`)).toBe("78");
      expect(page(`AFTER #room ${mark} 50`)).toBe("789");
    }
    expect(page(`AFTER #room ${at(9)} 50`)).toBe("");
  });

  test("AROUND has what is on both sides of the mark, and no more than the limit", () => {
    for (const mark of [at(5), ids[5]]) {
      expect(page(`AROUND #room ${mark} 1`)).toBe("5");
      expect(page(`AROUND #room ${mark} 4`)).toBe("3456");
      expect(page(`AROUND #room ${mark} 5`)).toBe("34567");
    }
    expect(page(`AROUND #room ${ids[1]} 3`)).toBe("123");
  });

  test("BETWEEN counts from its first mark, forwards or backwards in time, without both", () => {
    for (const [first, last] of [
      [at(3), at(8)],
      [ids[3], at(8)],
      [at(3), ids[8]],
      [ids[3], ids[8]],
    ]) {
      expect(page(`BETWEEN #room ${first} ${last} 2`)).toBe("45");
      expect(page(`BETWEEN #room ${last} ${first} 2`)).toBe("67");
      expect(page(`BETWEEN #room ${first} ${last} 50`)).toBe("4567");
      expect(page(`BETWEEN #room ${last} ${first} 50`)).toBe("4567");
    }
    expect(page(`BETWEEN #room ${ids[4]} ${ids[4]} 50`)).toBe("");
    expect(page(`BETWEEN #room ${at(4)} ${at(4)} 50`)).toBe("");
  });

  test("a mark may be any time of the calendar", () => {
    expect(page("AFTER #room timestamp=0000-01-01T00:00:00.000Z 2")).toBe("12");
    expect(page("BEFORE #room timestamp=9999-12-31T23:59:59.999Z 2")).toBe("89");
  });

  test("the subcommand may be in any case, and the batch has the channel's own spelling", () => {
    expect(page("latest #ROOM * 1")).toBe("9");
  });

  test("messages of one millisecond keep their order, by msgid", () => {
    const { alice, bob } = capableRoom({ bob: caps });
    alice.send("PRIVMSG #room :1", "PRIVMSG #room :2", "PRIVMSG #room :3");
    const ids = bob.read().map((line) => tagged(line).tags["msgid"]);
    expect(texts(bob.ask(`CHATHISTORY BEFORE #room msgid=${ids[1]} 9`))).toBe("1");
    expect(texts(bob.ask(`CHATHISTORY AFTER #room msgid=${ids[1]} 9`))).toBe("3");
  });
});

describe("what comes back", () => {
  test("has the time and the msgid of then, in ascending order", () => {
    const { alice, bob, network } = capableRoom({ bob: caps });
    alice.send("@+reply=x PRIVMSG #room :one");
    network.now += second;
    alice.send("NOTICE #room :two");
    const then = bob.read().map(tagged);
    network.now += 60 * second;
    // "MUST be the msgid tag as originally sent"
    const again = inBatch(bob.ask("CHATHISTORY LATEST #room * 9"), "#room");
    expect(again.map(({ tags: { batch: _, ...tags }, line }) => ({ tags, line }))).toEqual(then);
  });

  test("is only what PRIVMSG and NOTICE said", () => {
    // "MUST NOT send any lines other than PRIVMSG and NOTICE in the reply batch".
    const { alice, bob, dave } = capableRoom({ alice: "message-tags", bob: caps });
    dave.send("JOIN #room");
    alice.send("TOPIC #room :news", "@+typing=active TAGMSG #room", "KICK #room dave", "PRIVMSG #room :hi");
    bob.read();
    expect(texts(bob.ask("CHATHISTORY LATEST #room * 9"))).toBe("hi");
  });

  test("is both sides of a conversation, its batch named for the other one", () => {
    const { alice, bob } = capableRoom({ bob: caps });
    alice.send("PRIVMSG bob :1");
    bob.send("PRIVMSG alice :2");
    // "The server SHOULD attempt to include history involving other nicknames".
    alice.send("NICK alicia", "PRIVMSG bob :3");
    bob.read();
    expect(texts(bob.ask("CHATHISTORY LATEST ALICIA * 9"), "alicia")).toBe("123");
  });

  test("is an empty batch where nothing was said", () => {
    const { bob } = capableRoom({ bob: caps });
    expect(texts(bob.ask("CHATHISTORY LATEST #room * 9"))).toBe("");
    expect(texts(bob.ask("CHATHISTORY LATEST alice * 9"), "alice")).toBe("");
  });

  test("is notices that tell the time to who has asked for nothing else", () => {
    // "Servers SHOULD NOT enforce that clients support all related capabilities".
    const { bob } = spokenRoom("draft/chathistory");
    const lines = bob.ask("CHATHISTORY LATEST #room * 1");
    expect(lines).toEqual([":irc.test NOTICE #room :[22:13:29] <alice> 9"]);
  });

  test("has the label of the line that asked", () => {
    const { bob } = spokenRoom(`${caps} labeled-response`);
    const [open, ...rest] = bob.ask("@label=x CHATHISTORY LATEST #room * 2").map(tagged);
    expect(open).toEqual({ tags: { label: "x" }, line: expect.stringMatching(/ chathistory #room$/) });
    expect(rest).toHaveLength(3);
  });
});

describe("TARGETS", () => {
  function talkedIn() {
    const room = spokenRoom();
    const { network, alice, bob, carol } = room;
    const begin = network.now;
    carol.send("PRIVMSG bob :hi");
    network.now += second;
    bob.send("JOIN #quiet", "PRIVMSG #quiet :hello");
    network.now += second;
    alice.send("PRIVMSG bob :hi", "JOIN #other", "PRIVMSG #other :where bob is not");
    bob.read();
    const targets = (from: number, to: number, limit = 9) => {
      const [open, ...lines] = bob
        .ask(`CHATHISTORY TARGETS ${stamp(from)} ${stamp(to)} ${limit}`)
        .map((line) => tagged(line).line);
      expect(open).toMatch(/^:irc\.test BATCH \+\S+ draft\/chathistory-targets$/);
      expect(lines.pop()).toMatch(/^:irc\.test BATCH -\S+$/);
      return lines.map((line) => line.replace(/^:irc\.test CHATHISTORY TARGETS (\S+) :/, "$1 "));
    };
    return { ...room, begin, targets };
  }
  const shown = (name: string, at: number) => `${name} ${new Date(at).toISOString()}`;

  test("lists where something was said, by the time of the latest message", () => {
    const { begin, targets } = talkedIn();
    const all = [
      shown("#room", begin - second),
      shown("carol", begin),
      shown("#quiet", begin + second),
      shown("alice", begin + 2 * second),
    ];
    expect(targets(0, begin + 60 * second)).toEqual(all);
    expect(targets(begin + 60 * second, 0)).toEqual(all);
    expect(targets(0, begin + 60 * second, 2)).toEqual(all.slice(0, 2));
    expect(targets(begin + 60 * second, 0, 2)).toEqual(all.slice(2));
  });

  test("goes by the latest message alone, and excludes both times", () => {
    const { begin, targets } = talkedIn();
    expect(targets(0, begin - second)).toEqual([]);
    expect(targets(begin - second, begin + second)).toEqual([shown("carol", begin)]);
  });

  test("takes timestamps only", () => {
    const { bob, ids, at } = spokenRoom();
    expect(bob.ask(`CHATHISTORY TARGETS ${ids[1]} ${at(2)} 9`)).toEqual([
      `:irc.test FAIL CHATHISTORY INVALID_PARAMS TARGETS ${ids[1]} :Invalid timestamp`,
    ]);
    expect(bob.ask(`CHATHISTORY TARGETS ${at(2)} ${ids[1]} 9`)).toEqual([
      `:irc.test FAIL CHATHISTORY INVALID_PARAMS TARGETS ${ids[1]} :Invalid timestamp`,
    ]);
  });
});

describe("what cannot be answered", () => {
  const { bob, at } = spokenRoom();
  const refused = (asked: string) => {
    const lines = bob.ask(`CHATHISTORY ${asked}`);
    expect(lines).toHaveLength(1);
    return lines[0]?.replace(":irc.test FAIL CHATHISTORY ", "");
  };

  test("a line that is wrong", () => {
    expect(refused("NEAR #room * 9")).toBe("INVALID_PARAMS NEAR :Unknown command");
    expect(refused("LATEST #room *")).toBe("INVALID_PARAMS LATEST :Insufficient parameters");
    expect(refused("LATEST")).toBe("INVALID_PARAMS LATEST :Insufficient parameters");
    expect(refused(`BETWEEN #room ${at(1)} 9`)).toBe("INVALID_PARAMS BETWEEN :Insufficient parameters");
    expect(refused("LATEST #room * 9 9")).toBe("INVALID_PARAMS LATEST :Too many parameters");
    expect(refused("BEFORE #room * 9")).toBe(
      "INVALID_MSGREFTYPE BEFORE #room * :Only msgid= and timestamp= are known",
    );
    expect(refused("BEFORE #room id=9 9")).toBe(
      "INVALID_MSGREFTYPE BEFORE #room id=9 :Only msgid= and timestamp= are known",
    );
  });

  test.each(["0", "-1", "2147483648", "1e9", "NaN", "+5", "5.5", ""])("a limit of '%s'", (limit) => {
    // HOSTILE: "CHATHISTORY limit 0, -1, 2^31, 1e9, NaN, empty … FAIL INVALID_PARAMS, bounded query".
    expect(refused(`LATEST #room * :${limit}`)).toMatch(/^INVALID_PARAMS LATEST .*:Invalid limit$/);
  });

  test.each([
    "2019-01-04T14:33:26.123",
    "2019-01-04T14:33:26Z",
    "2019-02-30T14:33:26.123Z",
    "2016-12-31T23:59:60.000Z",
    "2019-01-04_14:33:26.123Z",
    "1700000000000",
    "",
  ])("a time of '%s'", (time) => {
    expect(refused(`AFTER #room timestamp=${time} 9`)).toBe(
      `INVALID_PARAMS AFTER timestamp=${time} :Invalid timestamp`,
    );
  });

  test.each(["msgid=x", "msgid=", "msgid='_OR_1=1"])("a message that is not there: %s", (mark) => {
    for (const subcommand of ["BEFORE", "AFTER", "AROUND", "LATEST"]) {
      expect(refused(`${subcommand} #room ${mark} 9`)).toBe(
        `MESSAGE_ERROR ${subcommand} #room ${mark} :No such message`,
      );
    }
  });

  test("a target that is not there, or that is not for this client", () => {
    // "If the target does not exist or the client does not have permissions to query it".
    const { alice, bob } = spokenRoom();
    alice.send("JOIN #open", "PRIVMSG #open :x", "JOIN #secret", "MODE #secret +s", "PRIVMSG #secret :x");
    bob.read();
    for (const target of ["#open", "#secret", "#nosuch", "nobody", "*", "#"]) {
      expect(bob.ask(`CHATHISTORY LATEST ${target} * 9`)).toEqual([
        `:irc.test FAIL CHATHISTORY INVALID_TARGET LATEST ${target} :Messages could not be retrieved`,
      ]);
    }
  });
});

describe("who may read what", () => {
  test("what came before a kick is gone, as a mark, too", () => {
    const { alice, bob, ids, at } = spokenRoom();
    alice.send("KICK #room bob");
    bob.read();
    expect(bob.ask("CHATHISTORY LATEST #room * 9")[0]).toContain("INVALID_TARGET");
    bob.send("JOIN #room");
    alice.send("PRIVMSG #room :after");
    bob.read();
    expect(texts(bob.ask("CHATHISTORY LATEST #room * 9"))).toBe("after");
    expect(texts(bob.ask(`CHATHISTORY AFTER #room ${at(2)} 9`))).toBe("after");
    expect(bob.ask(`CHATHISTORY AFTER #room ${ids[2]} 9`)[0]).toContain("MESSAGE_ERROR");
  });

  test("what was said to operators is theirs, and no mark for others", () => {
    const { alice, bob, carol } = capableRoom({ alice: `${caps} echo-message`, bob: caps, carol: caps });
    carol.send("JOIN #room");
    alice.read();
    alice.send("PRIVMSG @#room :for operators", "PRIVMSG #room :for all");
    const id = alice.read().map((line) => tagged(line).tags["msgid"])[0];
    for (const client of [bob, carol]) client.read();
    const seenBy = (client: typeof bob) => texts(client.ask("CHATHISTORY LATEST #room * 9"));
    expect(seenBy(alice)).toContain("for operators");
    expect(seenBy(carol)).toBe("for all");
    expect(carol.ask(`CHATHISTORY AROUND #room msgid=${id} 9`)[0]).toContain("MESSAGE_ERROR");
  });

  test("what two have said is nobody else's, by target or by mark", () => {
    const { alice, bob, carol } = capableRoom({ bob: caps, carol: caps });
    alice.send("PRIVMSG bob :between us");
    const id = tagged(bob.read()[0] ?? "").tags["msgid"];
    carol.read();
    for (const target of ["alice", "bob"]) {
      expect(texts(carol.ask(`CHATHISTORY LATEST ${target} * 9`), target)).toBe("");
      expect(carol.ask(`CHATHISTORY AROUND ${target} msgid=${id} 9`)[0]).toContain("MESSAGE_ERROR");
    }
    expect(bob.ask(`CHATHISTORY AROUND #room msgid=${id} 9`)[0]).toContain("MESSAGE_ERROR");
  });
});

describe("the capability", () => {
  test("stops what would be shown on joining", () => {
    // "the server (or bouncer) SHOULD NOT play back any history that would otherwise be sent automatically".
    const { dave } = spokenRoom(caps, { onJoin: 5 });
    expect(dave.ask("JOIN #room").join()).not.toContain("PRIVMSG");
  });

  test("is needed: 'MUST be negotiated'", () => {
    const { bob } = spokenRoom("message-tags");
    expect(bob.ask("CHATHISTORY LATEST #room * 9")).toEqual([
      ":irc.test FAIL CHATHISTORY NOT_ENABLED :Ask for the draft/chathistory capability first",
    ]);
  });

  test("comes with the most one may ask for at once, and the kinds of marks", () => {
    const { bob } = spokenRoom(caps, { lines: 5 });
    const tokens = bob.ask("VERSION").join(" ").split(" ");
    expect(tokens).toContain("CHATHISTORY=5");
    expect(tokens).toContain("MSGREFTYPES=msgid,timestamp");
    expect(texts(bob.ask("CHATHISTORY LATEST #room * 999"))).toBe("56789");
  });

  test("is not offered where nothing is kept", () => {
    const { network } = capableRoom({}, "", { history: { lines: 0 } });
    const client = network.connect("erin");
    expect(client.ask("CAP LS 302").join()).not.toContain("chathistory");
    expect(client.ask("VERSION").join()).not.toContain("CHATHISTORY");
  });
});
