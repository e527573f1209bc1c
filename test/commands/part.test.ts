import { expect, test } from "vitest";
import { openRoom } from "../kit/room.ts";

test("who parts is seen to go by all members, with the words they said", () => {
  const { alice, bob } = openRoom();
  expect(bob.ask("PART #ROOM :so long")).toEqual([":bob!bob@192.0.2.3 PART #room :so long"]);
  expect(alice.read()).toEqual([":bob!bob@192.0.2.3 PART #room :so long"]);
  bob.send("JOIN #room");
  alice.read();
  bob.send("PART #room");
  expect(alice.read()).toEqual([":bob!bob@192.0.2.3 PART #room"]);
});

test("several channels are left in one command, the others refused one by one", () => {
  const { bob } = openRoom();
  bob.send("JOIN #two");
  expect(bob.ask("PART #none,#room,#two,#room")).toEqual([
    ":irc.test 403 bob #none :No such channel",
    ":bob!bob@192.0.2.3 PART #room",
    ":bob!bob@192.0.2.3 PART #two",
    ":irc.test 442 bob #room :You're not on that channel",
  ]);
});

test("a long reason is cut at a code point", () => {
  const { bob } = openRoom();
  const [line = ""] = bob.ask(`PART #room :${"é".repeat(230)}`);
  expect(line.slice(line.indexOf(" :") + 2)).toBe("é".repeat(195));
});

test("the last member takes the channel along", () => {
  const { network, alice, bob, carol } = openRoom();
  for (const client of [alice, bob, carol]) client.send("PART #room");
  expect(network.node.world.channels.size).toBe(0);
});

test.each(["#ROOM", "#none"])("from outside, secret or missing, %s does not exist", (channel) => {
  const { dave } = openRoom("+s");
  expect(dave.numerics(`PART ${channel}`)).toEqual([`403 ${channel} :No such channel`]);
});
