import { expect, test } from "vitest";
import { openRoom } from "../kit/room.ts";

const caps = "draft/channel-flood-limits";
// The colon before a last parameter without spaces means nothing.
const limits = (lines: readonly string[]) =>
  lines.filter((line) => line.includes("CHANLIMITS")).map((line) => line.replace(/ :(?=\S+$)/, " "));
const chanlimits = (words: string) => [`:irc.test CHANLIMITS #room ${words}`];

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
  expect(limits(watched(modes).joined)).toEqual(chanlimits(words));
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
  expect(limits(eve.read())).toEqual(chanlimits("user:message=5/15"));
  expect(limits(bob.read())).toEqual([]);
  alice.send("MODE #room -F");
  expect(limits(eve.read())).toEqual(chanlimits("*"));
  alice.send("MODE #room +i");
  expect(limits(eve.read())).toEqual([]);
});

test("who is given a status, or loses it, is told what holds for them now, and nobody else", () => {
  const { network, alice, eve } = watched("+Fj 5:15 3:10");
  const dan = network.connect("dan", { caps });
  dan.ask("JOIN #room");
  eve.read();
  alice.send("MODE #room +v eve");
  expect(limits(eve.read())).toEqual(chanlimits("channel:join=3/10"));
  alice.send("MODE #room -v eve");
  expect(limits(eve.read())).toEqual(chanlimits("channel:join=3/10 user:message=5/15"));
  expect(limits(dan.read())).toEqual([]);
});

test("a client that has not asked for it is told nothing", () => {
  const { dave } = openRoom("+F 5:15");
  expect(limits(dave.ask("JOIN #room"))).toEqual([]);
});

test("staying within the limits that were told triggers nothing", () => {
  const { network, eve } = watched("+FWE 3:20 5 2:60");
  for (let line = 0; line < 12; line += 1) {
    expect(eve.numerics(`PRIVMSG #room :line ${line}`)).toEqual([]);
    network.now += 7_000;
  }
});
