import { expect, test } from "vitest";
import { openRoom } from "../kit/room.ts";

test("a topic is told to all members and shown with who set it and when", () => {
  const { network, alice, bob } = openRoom();
  expect(alice.numerics("TOPIC #room")).toEqual(["331 #room :No topic is set"]);
  expect(alice.ask("TOPIC #ROOM :some words")).toEqual([":alice!alice@192.0.2.2 TOPIC #room :some words"]);
  expect(bob.read()).toEqual([":alice!alice@192.0.2.2 TOPIC #room :some words"]);
  expect(bob.numerics("TOPIC #room")).toEqual([
    "332 #room :some words",
    `333 #room alice!alice@192.0.2.2 ${Math.floor(network.now / 1000)}`,
  ]);
});

test("an empty topic removes it", () => {
  const { alice } = openRoom();
  alice.send("TOPIC #room :words");
  expect(alice.ask("TOPIC #room :")).toEqual([":alice!alice@192.0.2.2 TOPIC #room :"]);
  expect(alice.numerics("TOPIC #room")).toEqual(["331 #room :No topic is set"]);
});

test("a topic is cut at a code point", () => {
  const { alice } = openRoom("", { limits: { topicLength: 5 } });
  expect(alice.ask("TOPIC #room :ééé")).toEqual([":alice!alice@192.0.2.2 TOPIC #room :éé"]);
});

test("without +t any member sets the topic, nobody from outside does", () => {
  const { bob, dave } = openRoom("-t");
  expect(bob.ask("TOPIC #room :mine")).toEqual([":bob!bob@192.0.2.3 TOPIC #room :mine"]);
  expect(dave.numerics("TOPIC #room :mine")).toEqual(["442 #room :You're not on that channel"]);
  expect(dave.numerics("TOPIC #room")[0]).toBe("332 #room :mine");
});

test.each(["#ROOM", "#none"])("from outside, secret or missing, %s does not exist", (channel) => {
  const { dave } = openRoom("+s");
  expect(dave.numerics(`TOPIC ${channel}`, `TOPIC ${channel} :x`)).toEqual([
    `403 ${channel} :No such channel`,
    `403 ${channel} :No such channel`,
  ]);
});
