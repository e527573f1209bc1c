import { expect, test } from "vitest";
import { openRoom } from "../kit/room.ts";

test("a knock reaches the operators of the channel and nobody else", () => {
  const { alice, bob, carol, dave } = openRoom("+ih bob");
  expect(dave.numerics("KNOCK #room :let me in")).toEqual(["711 #room :Your KNOCK has been delivered."]);
  expect(alice.read()).toEqual([
    ":irc.test 710 alice #room dave!dave@192.0.2.5 :has asked for an invite: let me in",
  ]);
  expect(bob.read()).toHaveLength(1);
  expect(carol.read()).toEqual([]);
});

test.each(["+k s3cret", "+l 1"])("one may knock at %s, too", (modes) => {
  const { dave } = openRoom(modes);
  expect(dave.numerics("KNOCK #room")).toEqual(["711 #room :Your KNOCK has been delivered."]);
});

test("at an open door, or from inside, one need not knock", () => {
  const { bob, dave } = openRoom();
  expect(dave.numerics("KNOCK #room")).toEqual(["713 #room :Channel is open."]);
  expect(bob.numerics("KNOCK #room")).toEqual(["714 #room :You are already on that channel."]);
});

test("an invited user finds the door open", () => {
  const { alice, dave } = openRoom("+i");
  alice.send("INVITE dave #room");
  expect(dave.numerics("KNOCK #room")).toEqual(["713 #room :Channel is open."]);
});

test("the banned, and all under +K, may not knock", () => {
  const { alice, dave } = openRoom("+iK");
  expect(dave.numerics("KNOCK #room")).toEqual(["480 #room :Cannot knock (+K)"]);
  alice.send("MODE #room -K+b dave");
  expect(dave.numerics("KNOCK #room")).toEqual(["480 #room :Cannot knock (+b)"]);
});

test("a user may knock once a minute, a channel is knocked at once in ten seconds", () => {
  const { network, dave } = openRoom("+i");
  const erin = network.connect("erin");
  dave.send("KNOCK #room");
  expect(dave.numerics("KNOCK #room")).toEqual(["712 #room :Too many KNOCKs (user)."]);
  expect(erin.numerics("KNOCK #room")).toEqual(["712 #room :Too many KNOCKs (channel)."]);
  network.now += 10_000;
  expect(erin.numerics("KNOCK #room")).toEqual(["711 #room :Your KNOCK has been delivered."]);
  network.now += 50_000;
  expect(dave.numerics("KNOCK #room")).toEqual(["711 #room :Your KNOCK has been delivered."]);
});

test.each(["#room", "#none"])("from outside, secret or missing, %s does not exist", (channel) => {
  const { dave } = openRoom("+is");
  expect(dave.numerics(`KNOCK ${channel}`)).toEqual([`403 ${channel} :No such channel`]);
});
