import { describe, expect, test } from "vitest";
import { bob, carol, dave, openRoomAsking } from "../kit/asking-room.ts";
import type { TestClient } from "../kit/client.ts";
import { channelOf } from "../kit/force.ts";
import type { Room } from "../kit/room.ts";

// "A channel rename preserves all channel state, such as membership, mode and topic."

/** #room, renamed to #hall after `before`, by alice; nobody has anything left to read. */
function renamed(before: (room: Room) => void = () => {}, caps = "draft/channel-rename"): Room {
  const room = openRoomAsking(caps);
  before(room);
  room.alice.send("RENAME #room #hall");
  for (const client of [room.alice, room.bob, room.carol, room.dave]) client.read();
  return room;
}

const noRoom = "403 #room :No such channel";
const first = (client: TestClient, line: string) => client.numerics(line)[0];

describe("under the new name", () => {
  test("members talk, and are seen in NAMES, WHO and WHOIS", () => {
    const { alice, bob: speaker, carol: other } = renamed();
    speaker.send("PRIVMSG #hall :hi");
    for (const client of [alice, other]) expect(client.read()).toEqual([`:${bob} PRIVMSG #hall :hi`]);
    expect(first(other, "NAMES #hall")).toBe("353 = #hall :@alice bob carol");
    expect(other.numerics("WHO #hall %cn").slice(0, 2)).toEqual(["354 #hall alice", "354 #hall bob"]);
    expect(other.numerics("WHOIS alice")).toContain("319 alice :@#hall");
    expect(other.numerics("LIST").slice(1, -1)).toEqual(["322 #hall 3 :"]);
  });

  test("members who go are seen to go, once", () => {
    const { alice, bob: leaver, carol: other } = renamed();
    leaver.send("NICK rob", "QUIT :bye");
    other.send("PART #hall");
    expect(alice.read()).toEqual([
      `:${bob} NICK :rob`,
      ":rob!bob@192.0.2.3 QUIT :Quit: bye",
      `:${carol} PART #hall`,
    ]);
  });

  test("modes, statuses, topic, lists and the time it was made are what they were", () => {
    const asked = ["MODE #room", "TOPIC #room", "MODE #room b", "MODE #room e", "MODE #room I"];
    let before: string[] = [];
    const { alice } = renamed(({ alice }) => {
      alice.ask("MODE #room +vkl bob key 9", "TOPIC #room :plans", "MODE #room +beI x!*@* y!*@* z!*@*");
      before = alice.numerics(...asked);
    });
    const renamedAll = (lines: readonly string[]) => lines.map((line) => line.replace("#room", "#hall"));
    expect(before).toHaveLength(10);
    expect(alice.numerics(...renamedAll(asked))).toEqual(renamedAll(before));
    expect(first(alice, "NAMES #hall")).toBe("353 = #hall :@alice +bob carol");
  });

  test("bans hold, for speaking and for joining", () => {
    const { bob: banned, dave: outside } = renamed(({ alice }) => alice.send("MODE #room +bb bob dave"));
    expect(first(banned, "PRIVMSG #hall :hi")).toBe("404 #hall :Cannot send to channel (+b)");
    expect(first(outside, "JOIN #hall")).toBe("474 #hall :Cannot join channel (+b)");
  });

  test("an invitation opens the door, and INVITE lists it by the new name", () => {
    const { dave: invited } = renamed(({ alice }) => alice.send("MODE #room +i", "INVITE dave #room"));
    expect(invited.numerics("INVITE")).toEqual(["336 #hall", "337 :End of /INVITE list"]);
    expect(invited.ask("JOIN #hall")[0]).toBe(`:${dave} JOIN #hall`);
  });

  test("an invitation to an earlier channel of the new name opens nothing", () => {
    const { dave: invited } = renamed(({ alice, bob }) => {
      bob.send("JOIN #hall", "MODE #hall +i", "INVITE dave #hall", "PART #hall");
      alice.send("MODE #room +i");
    });
    expect(invited.numerics("INVITE")).toEqual(["337 :End of /INVITE list"]);
    expect(first(invited, "JOIN #hall")).toBe("473 #hall :Cannot join channel (+i)");
  });

  test("what was said before is read again, as of the channel by its name of today", () => {
    const caps = "batch server-time";
    const { alice, bob: reader } = renamed(({ alice, bob }) => {
      bob.send("PRIVMSG #room :before", "NOTICE @#room :psst");
      alice.send("PRIVMSG #room :\x01ACTION waves\x01");
    }, caps);
    alice.send("PRIVMSG #hall :after");
    reader.read();
    const bare = (lines: string[]) => lines.map((line) => line.replace(/^@\S+ /, ""));
    expect(bare(reader.ask("HISTORY #hall")).slice(1, -1)).toEqual([
      `:${bob} PRIVMSG #hall :before`,
      `:${bob} NOTICE @#hall :psst`,
      ":alice!alice@192.0.2.2 PRIVMSG #hall :\x01ACTION waves\x01",
      ":alice!alice@192.0.2.2 PRIVMSG #hall :after",
    ]);
    expect(first(reader, "HISTORY #room")).toBe(noRoom);
  });

  test("history is for members, and what was hidden from who was kicked is hidden still", () => {
    const { dave: outside, carol: kicked } = renamed(({ alice, bob }) => {
      bob.send("PRIVMSG #room :before");
      alice.send("KICK #room carol");
    });
    expect(first(outside, "HISTORY #hall")).toBe("442 #hall :You're not on that channel");
    kicked.ask("JOIN #hall");
    expect(kicked.ask("HISTORY #hall").join("\n")).not.toContain("before");
  });

  test("the channel is gone when the last one has left, under both names", () => {
    const { network, alice, bob, carol } = renamed();
    for (const client of [alice, bob, carol]) client.send("PART #hall");
    expect(network.node.world.channels.size).toBe(0);
    expect(network.node.host.sessions.size).toBe(4);
    expect(bob.ask("JOIN #hall").at(-2)).toContain("353 bob = #hall :@bob");
  });
});

describe("the old name", () => {
  test.each(["MODE #room +m", "PRIVMSG #room :hi", "TOPIC #room :x", "KICK #room bob", "INVITE dave #room"])(
    "is that of no channel: %s is 403",
    (line) => {
      const { alice, bob } = renamed();
      expect(alice.numerics(line)).toEqual([noRoom]);
      expect(bob.read()).toEqual([]);
    },
  );

  test("makes a channel of its own when somebody joins it, with nothing of the other's", () => {
    const {
      alice,
      bob,
      dave: founder,
    } = renamed(({ alice, bob }) => {
      alice.send("TOPIC #room :plans", "MODE #room +bm dave");
      bob.send("PRIVMSG #room :before");
    });
    expect(founder.ask("JOIN #room").slice(0, 2)).toEqual([
      `:${dave} JOIN #room`,
      ":irc.test 353 dave = #room :@dave",
    ]);
    expect(founder.numerics("MODE #room b", "TOPIC #room")).toEqual([
      "368 #room :End of channel ban list",
      "331 #room :No topic is set",
    ]);
    expect(founder.ask("HISTORY #room").join("\n")).not.toContain("before");
    founder.send("PRIVMSG #room :mine");
    expect([alice.read(), bob.read()]).toEqual([[], []]);
  });

  test("does not open its new channel to who was invited to the old one", () => {
    const { alice, bob: founder, dave: invited } = renamed(({ alice }) => alice.send("INVITE dave #room"));
    founder.send("JOIN #room", "MODE #room +i");
    expect(first(invited, "JOIN #room")).toBe("473 #room :Cannot join channel (+i)");
    expect(invited.ask("JOIN #hall")[0]).toBe(`:${dave} JOIN #hall`);
    expect(first(alice, "NAMES #hall")).toBe("353 = #hall :@alice bob carol dave");
  });

  test("can be taken again by the channel when its time has come", () => {
    const { network, alice, bob } = renamed();
    network.advance(60_000);
    alice.send("RENAME #hall #room");
    expect(bob.read()).toEqual([":alice!alice@192.0.2.2 RENAME #hall #room :"]);
    expect(channelOf(network, "#room").members.size).toBe(3);
  });

  test("leads nowhere as the forward of another channel, as long as it is nobody's", () => {
    const { alice, dave: refused } = renamed(({ alice }) =>
      alice.send("JOIN #lobby", "MODE #lobby +if #room"),
    );
    expect(refused.numerics("JOIN #lobby")).toEqual(["473 #lobby :Cannot join channel (+i)"]);
    alice.send("MODE #lobby +f #hall");
    expect(refused.numerics("JOIN #lobby")[0]).toMatch(/^470 #lobby #hall :/);
  });
});

test("a forward of the channel itself goes along, and one that leads to itself then leads nowhere", () => {
  const { alice, dave: refused } = renamed(({ alice }) => {
    alice.send("JOIN #hall", "MODE #room +if #hall", "PART #hall");
  });
  expect(first(alice, "MODE #hall")).toBe("324 #hall +intf #hall");
  expect(refused.numerics("JOIN #hall")).toEqual(["473 #hall :Cannot join channel (+i)"]);
});

test("a batch of lines that was begun for the old name is refused like a message to it", () => {
  const room = openRoomAsking("batch draft/multiline");
  room.bob.send(
    "BATCH +1 draft/multiline #room",
    "@batch=1 PRIVMSG #room :one",
    "@batch=1 PRIVMSG #room :two",
  );
  room.alice.send("RENAME #room #hall");
  room.bob.read();
  expect(room.bob.numerics("BATCH -1")).toEqual([noRoom]);
});
