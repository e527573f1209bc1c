import { describe, expect, test } from "vitest";
import { carol, openRoomAsking } from "../kit/asking-room.ts";
import { userOf } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "setname";

// "they MUST send … the SETNAME message to all clients in common channels, as well as to the client from which it originated"
test("another real name is shown to all in common channels, once, and to oneself", () => {
  const { bob, carol: self } = openRoomAsking(caps);
  for (const client of [bob, self]) client.send("JOIN #hall");
  bob.read();
  const line = `:${carol} SETNAME :Bruce Wayne <bruce@wayne.enterprises>`;
  expect(self.ask("SETNAME :Bruce Wayne <bruce@wayne.enterprises>")).toEqual([line]);
  expect(bob.read()).toEqual([line]);
});

test("who is in no channel is shown their own, too", () => {
  const { dave } = openRoomAsking(caps);
  expect(dave.ask("SETNAME :Batman")).toEqual([":dave!dave@192.0.2.5 SETNAME :Batman"]);
});

test("a real name of one word is taken without its colon", () => {
  const { carol: self } = openRoomAsking(caps);
  expect(self.ask("SETNAME Batman")).toEqual([`:${carol} SETNAME :Batman`]);
});

// "The SETNAME message MUST NOT be sent to clients which do not have the setname capability negotiated."
test("who has not asked for it sees nothing, who shares no channel neither", () => {
  const { alice, bob, carol: self, dave } = openRoomAsking(caps);
  bob.ask("CAP REQ :-setname");
  self.send("SETNAME :Batman");
  expect([bob.read(), dave.read()]).toEqual([[], []]);
  expect(alice.read()).toHaveLength(1);
});

// "servers MUST support usage of the command even while the capability is not negotiated", "silently"
test("who has not asked for it may still use it, and is not answered", () => {
  const { alice, carol: self } = openRoomAsking(caps);
  self.ask("CAP REQ :-setname");
  expect(self.ask("SETNAME :Batman")).toEqual([]);
  expect(alice.read()).toEqual([`:${carol} SETNAME :Batman`]);
  expect(alice.numerics("WHOIS carol")[0]).toBe("311 carol carol 192.0.2.4 * :Batman");
});

// "the client MUST assume that no change has happened until the server confirms this change"
test("the real name that one has already is confirmed, too", () => {
  const { carol: self } = openRoomAsking(caps);
  expect(self.ask("SETNAME :carol Example")).toEqual([`:${carol} SETNAME :carol Example`]);
});

test("members whom +u or +D hides are not revealed by their real name", () => {
  const { alice, bob, carol: self, dave } = openRoomAsking(caps, "+uD");
  dave.ask("JOIN #room");
  self.send("SETNAME :Batman");
  dave.send("SETNAME :Robin");
  expect(bob.read()).toEqual([]);
  expect(alice.read()).toEqual([`:${carol} SETNAME :Batman`]);
});

// "servers MUST provide a NAMELEN token in RPL_ISUPPORT"
test("NAMELEN is in 005, as configured", () => {
  const network = new TestNetwork({ limits: { realnameLength: 20 } });
  const tokens = network.connect("alice").ask("VERSION").join(" ").split(" ");
  expect(tokens).toContain("NAMELEN=20");
});

describe("what is no real name", () => {
  const invalid = ":irc.test FAIL SETNAME INVALID_REALNAME :Realname is not valid";

  test.each([
    ["empty", ""],
    ["of spaces", "   "],
    ["of formatting alone", "\x02\x0304,05\x1d\x0f"],
    ["of control characters alone", "\x01\x07\x1b\x7f\u0085"],
    ["longer than NAMELEN in bytes", "ä".repeat(11)],
  ])("%s is refused with INVALID_REALNAME, and changes nothing", (_, realname) => {
    const { network, alice, carol: self } = openRoomAsking(caps, "", { limits: { realnameLength: 20 } });
    expect(self.ask(`SETNAME :${realname}`)).toEqual([invalid]);
    expect(alice.read()).toEqual([]);
    expect(userOf(network, "carol").realname).toBe("carol Example");
  });

  test("a real name of exactly NAMELEN bytes is one", () => {
    const { carol: self } = openRoomAsking(caps, "", { limits: { realnameLength: 20 } });
    expect(self.ask(`SETNAME :${"ä".repeat(10)}`)).toEqual([`:${carol} SETNAME :${"ä".repeat(10)}`]);
  });

  test("nothing at all is a missing parameter", () => {
    const { carol: self } = openRoomAsking(caps);
    expect(self.ask("SETNAME")).toEqual([":irc.test 461 carol SETNAME :Not enough parameters"]);
  });
});

test("formatting and control characters are taken out of a real name", () => {
  const { alice, carol: self } = openRoomAsking(caps);
  self.send("SETNAME :\x02Bat\x02\x0304,05man\x0f \x1b[2J\x07\u009b!");
  expect(alice.read()).toEqual([`:${carol} SETNAME :Batman [2J!`]);
});

// "If the server rejects the change for any other reason, it MUST send … CANNOT_CHANGE_REALNAME"
test("too many in a row are refused with CANNOT_CHANGE_REALNAME, until some time has passed", () => {
  const { network, alice, carol: self } = openRoomAsking(caps);
  self.ask("SETNAME :Batman");
  alice.read();
  expect(self.ask("SETNAME :Robin")).toEqual([
    ":irc.test FAIL SETNAME CANNOT_CHANGE_REALNAME :Slow down your realname changes",
  ]);
  expect(alice.read()).toEqual([]);
  expect(userOf(network, "carol").realname).toBe("Batman");
  network.advance(10_000);
  expect(self.ask("SETNAME :Robin")).toEqual([`:${carol} SETNAME :Robin`]);
});
