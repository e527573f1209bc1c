import { describe, expect, test } from "vitest";
import { alice, dave, openRoomAsking } from "../kit/asking-room.ts";
import { openRoom } from "../kit/room.ts";

const caps = "draft/channel-rename";
const fail = (code: string, name: string, text: string) =>
  `:irc.test FAIL RENAME ${code} #room ${name} :${text}`;
const inUse = (name: string) => fail("CHANNEL_NAME_IN_USE", name, "Channel already exists");
const soon = (name: string) => fail("CANNOT_RENAME", name, "This channel has been renamed recently");

test("RENAME is shown to all in the channel who know it, with its reason", () => {
  const { alice: operator, bob, dave: outside } = openRoomAsking(caps);
  const line = `:${alice} RENAME #room #hall :more space`;
  expect(operator.ask("RENAME #room #hall :more space")).toEqual([line]);
  expect(bob.read()).toEqual([line]);
  expect(outside.read()).toEqual([]);
});

// "The server to client command MUST always include the third parameter"
test("without a reason the third parameter is there, and empty", () => {
  const { alice: operator } = openRoomAsking(caps);
  expect(operator.ask("RENAME #room #hall")).toEqual([`:${alice} RENAME #room #hall :`]);
});

test("a reason is as long as KICKLEN at most", () => {
  const { alice: operator } = openRoomAsking(caps, "", { limits: { kickLength: 9 } });
  expect(operator.ask(`RENAME #room #hall :${"ä".repeat(9)}`)).toEqual([
    `:${alice} RENAME #room #hall :${"ä".repeat(4)}`,
  ]);
});

test("people at a console read it in words, and are in the room of that name then", () => {
  const { network, alice: operator } = openRoom();
  const person = network.open({ console: true });
  person.ask("/nick erin", "/join room");
  operator.send("RENAME #room #hall :more space");
  expect(person.read()).toEqual(["* alice renamed #room to #hall (more space)"]);
  operator.read();
  person.send("nice");
  expect(operator.read()).toEqual([":erin!console@192.0.2.6 PRIVMSG #hall :nice"]);
});

// "Implementations MUST allow channels to be renamed while only changing the casing of a channel name."
describe("another spelling of the same name", () => {
  test("is shown to who knows RENAME, and what follows has it", () => {
    const { alice: operator, bob, carol: speaker } = openRoomAsking(caps);
    operator.send("RENAME #room #Room");
    expect(bob.read()).toEqual([`:${alice} RENAME #room #Room :`]);
    speaker.send("PRIVMSG #rOOM :hi");
    expect(bob.read()).toEqual([":carol!carol@192.0.2.4 PRIVMSG #Room :hi"]);
    expect(bob.numerics("NAMES #ROOM")[0]).toBe("353 = #Room :@alice bob carol");
    expect(speaker.ask("PART #room")).toEqual([":carol!carol@192.0.2.4 PART #Room"]);
  });

  // "This fallback SHOULD NOT be used if the rename only changes the case of the channel name"
  test("is no leaving and joining for who does not", () => {
    const { alice: operator, bob } = openRoom();
    expect(operator.ask("RENAME #room #Room")).toEqual([]);
    expect(bob.read()).toEqual([]);
    expect(bob.numerics("NAMES #room")[0]).toBe("353 = #Room :@alice bob carol");
  });

  test("goes by the casemapping of the network", () => {
    const { alice: operator, bob } = openRoom("", { casemapping: "rfc1459" });
    for (const client of [operator, bob]) client.ask("JOIN #a[b]^");
    expect(operator.ask("RENAME #a[b]^ #A{B}~")).toEqual([]);
    expect(bob.read()).toEqual([]);
    expect(bob.numerics("NAMES #a{b}^")[0]).toBe("353 = #A{B}~ :@alice bob");
  });

  test("exactly the name it has is nothing to do", () => {
    const { alice: operator, bob } = openRoomAsking(caps);
    expect(operator.ask("RENAME #ROOM #room")).toEqual([]);
    expect(operator.ask("RENAME #room #hall")).toHaveLength(1);
    expect(bob.read()).toHaveLength(1);
  });
});

describe("RENAME is refused", () => {
  // "If existing error numerics … are more appropriate, they SHOULD be used instead."
  test("to who is no operator of the channel, not in it, or names none", () => {
    const { alice: operator, bob: half, carol: plain, dave: outside } = openRoomAsking(caps, "+h bob");
    const notOperator = "482 #room :You're not channel operator";
    expect(half.numerics("RENAME #room #hall")).toEqual([notOperator]);
    expect(plain.numerics("RENAME #room #hall")).toEqual([notOperator]);
    expect(outside.numerics("RENAME #room #hall")).toEqual(["442 #room :You're not on that channel"]);
    expect(outside.numerics("RENAME #none #hall")).toEqual(["403 #none :No such channel"]);
    expect(operator.numerics("RENAME #room", "RENAME")).toEqual(
      Array(2).fill("461 RENAME :Not enough parameters"),
    );
    expect(operator.numerics("NAMES #hall")).toEqual(["366 #hall :End of /NAMES list"]);
  });

  test("a name that another channel has in any spelling, whether one may know of that or not", () => {
    const { alice: operator, dave: outside, bob } = openRoomAsking(caps);
    outside.ask("JOIN #Open,#Secret", "MODE #Secret +s");
    expect(operator.ask("RENAME #room #OPEN", "RENAME #room #secret")).toEqual([
      inUse("#OPEN"),
      inUse("#secret"),
    ]);
    expect(bob.read()).toEqual([]);
    expect(outside.read()).toEqual([]);
    expect(outside.numerics("NAMES #open")[0]).toBe("353 = #Open :@dave");
  });

  test("a name that another channel has by the casemapping of the network", () => {
    const { alice: operator, dave: outside } = openRoom("", { casemapping: "rfc1459" });
    outside.ask("JOIN #a[]");
    expect(operator.ask("RENAME #room #A{}")).toEqual([inUse("#A{}")]);
  });

  test.each(["hall", "&hall", "#a,#b", "#a:b", "#bell\x07", "0", `#${"x".repeat(64)}`, "#zero\u200bwidth"])(
    "%j, which is no name for a channel",
    (name) => {
      const { alice: operator, bob } = openRoomAsking(caps);
      expect(operator.ask(`RENAME #room ${name}`)).toEqual([
        fail("CANNOT_RENAME", name, "That is no name for a channel"),
      ]);
      expect(bob.read()).toEqual([]);
    },
  );

  test("an empty name, and one with a space, with what of it fits into the answer", () => {
    const { alice: operator } = openRoomAsking(caps);
    const text = "That is no name for a channel";
    expect(operator.ask("RENAME #room :")).toEqual([fail("CANNOT_RENAME", "*", text)]);
    expect(operator.ask("RENAME #room :#a b")).toEqual([fail("CANNOT_RENAME", "#a", text)]);
  });

  test("a channel that was renamed a moment ago, but not another one of the same operator", () => {
    const { network, alice: operator } = openRoomAsking(caps);
    operator.ask("JOIN #other", "RENAME #other #room2");
    operator.ask("RENAME #room #hall", "RENAME #hall #room");
    expect(operator.ask("NAMES #hall")).toHaveLength(2);
    network.advance(59_999);
    expect(operator.ask("RENAME #hall #room")).toEqual([soon("#room").replace("#room #room", "#hall #room")]);
    network.advance(1);
    expect(operator.ask("RENAME #hall #room")).toEqual([`:${alice} RENAME #hall #room :`]);
  });
});

test("two channels can change names by way of a third", () => {
  const { network, alice: operator, bob } = openRoomAsking(caps);
  operator.ask("JOIN #hall", "TOPIC #hall :hall", "TOPIC #room :room");
  operator.send("RENAME #hall #aside", "RENAME #room #hall");
  network.advance(60_000);
  operator.send("RENAME #aside #room");
  bob.read();
  expect(operator.numerics("TOPIC #room")[0]).toBe("332 #room :hall");
  expect(bob.numerics("TOPIC #hall")[0]).toBe("332 #hall :room");
  expect(bob.numerics("TOPIC #room")[0]).toBe("332 #room :hall");
  expect(bob.numerics("NAMES #room")[0]).toBe("353 = #room :@alice");
});

test("a secret channel is renamed unseen from outside, even by who is invited", () => {
  const { alice: operator, dave: outside } = openRoomAsking(`${caps} invite-notify`, "+s");
  operator.send("INVITE dave #room");
  outside.read();
  operator.send("RENAME #room #hall");
  expect(outside.read()).toEqual([]);
  expect(outside.numerics("TOPIC #hall", "TOPIC #room")).toEqual([
    "403 #hall :No such channel",
    "403 #room :No such channel",
  ]);
  expect(outside.ask("JOIN #hall")[0]).toBe(`:${dave} JOIN #hall`);
});
