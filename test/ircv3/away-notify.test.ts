import { expect, test } from "vitest";
import { alice, carol, dave, openRoomAsking } from "../kit/asking-room.ts";
import { openRoom } from "../kit/room.ts";

const caps = "away-notify";

// "a user sharing a channel with them sets, changes or removes their away state"
test("who goes away, changes the message and comes back is shown to who shares a channel", () => {
  const { bob, carol: self } = openRoomAsking(caps);
  self.send("AWAY :lunch", "AWAY :long lunch", "AWAY");
  expect(bob.read()).toEqual([`:${carol} AWAY :lunch`, `:${carol} AWAY :long lunch`, `:${carol} AWAY`]);
});

test("an empty message removes the state as none does", () => {
  const { bob, carol: self } = openRoomAsking(caps);
  self.send("AWAY :lunch", "AWAY :");
  expect(bob.read().at(-1)).toBe(`:${carol} AWAY`);
});

test("what changes nothing is not told: the same message again, and coming back from nowhere", () => {
  const { bob, carol: self } = openRoomAsking(caps);
  self.send("AWAY", "AWAY :lunch", "AWAY :lunch");
  expect(bob.read()).toEqual([`:${carol} AWAY :lunch`]);
  expect(self.numerics("AWAY :lunch")).toEqual(["306 :You have been marked as being away"]);
});

// "Clients SHOULD NOT be sent AWAY messages to notify them of their own away status"
test("nobody is told of their own state, and those who share no channel are not told either", () => {
  const { carol: self, dave: outside } = openRoomAsking(caps);
  expect(self.ask("AWAY :lunch", "AWAY")).toEqual([
    ":irc.test 306 carol :You have been marked as being away",
    ":irc.test 305 carol :You are no longer marked as being away",
  ]);
  self.ask("AWAY :lunch");
  expect(self.ask("JOIN #hall").filter((line) => line.includes("AWAY"))).toEqual([]);
  expect(outside.read()).toEqual([]);
});

test("who has not asked for it sees no AWAY", () => {
  const { bob, carol: self, dave: outside } = openRoom();
  self.send("AWAY :lunch");
  outside.send("AWAY :lunch", "JOIN #room");
  expect(bob.read()).toEqual([`:${dave} JOIN #room`]);
});

test("who shares several channels is told once", () => {
  const { bob, carol: self } = openRoomAsking(caps);
  for (const client of [bob, self]) client.send("JOIN #hall,#attic");
  bob.read();
  self.send("AWAY :lunch");
  expect(bob.read()).toEqual([`:${carol} AWAY :lunch`]);
});

// "as well as when a user joins and has an away message set"
test("who joins and is away is shown as away behind the JOIN, who is not away is not", () => {
  const { bob, dave: self } = openRoomAsking(caps);
  self.send("AWAY :lunch", "JOIN #room", "PART #room", "AWAY", "JOIN #room");
  expect(bob.read()).toEqual([
    `:${dave} JOIN #room`,
    `:${dave} AWAY :lunch`,
    `:${dave} PART #room`,
    `:${dave} JOIN #room`,
  ]);
});

test("SAJOIN shows who is away, too", () => {
  const { network, bob, alice: boss, dave: self } = openRoomAsking(caps);
  network.makeOperator(boss);
  self.send("AWAY :lunch");
  boss.send("SAJOIN dave #room");
  expect(bob.read()).toEqual([`:${dave} JOIN #room`, `:${dave} AWAY :lunch`]);
});

test("whom +D hides is shown as away with the first word, not before", () => {
  const { bob, dave: self } = openRoomAsking(caps, "+D");
  self.send("AWAY :lunch", "JOIN #room", "AWAY :long lunch");
  expect(bob.read()).toEqual([]);
  self.send("PRIVMSG #room :hello");
  expect(bob.read()).toEqual([
    `:${dave} JOIN #room`,
    `:${dave} AWAY :long lunch`,
    `:${dave} PRIVMSG #room :hello`,
  ]);
});

test("under +u the operators alone see who of the crowd is away", () => {
  const { alice: operator, bob, carol: self, dave: coming } = openRoomAsking(caps, "+u");
  self.send("AWAY :lunch");
  coming.send("AWAY :tea", "JOIN #room");
  operator.send("AWAY :work");
  expect(bob.read()).toEqual([`:${alice} AWAY :work`]);
  expect(operator.read()).toEqual([
    `:${carol} AWAY :lunch`,
    `:${dave} JOIN #room`,
    `:${dave} AWAY :tea`,
    ":irc.test 306 alice :You have been marked as being away",
  ]);
});

test("under +u who rises out of the crowd is shown as away to those who learn of them alone", () => {
  const { alice: operator, bob, carol: self } = openRoomAsking(caps, "+u");
  self.send("AWAY :lunch");
  operator.read();
  const mode = `:${alice} MODE #room +h carol`;
  expect(operator.ask("MODE #room +h carol")).toEqual([mode]);
  expect(bob.read()).toEqual([`:${carol} JOIN #room`, `:${carol} AWAY :lunch`, mode]);
});

test("the message is one of AWAYLEN at most", () => {
  const { bob, carol: self } = openRoomAsking(caps, "", { limits: { awayLength: 10 } });
  self.send(`AWAY :${"ä".repeat(9)}`);
  expect(bob.read()).toEqual([`:${carol} AWAY :${"ä".repeat(5)}`]);
});
