import { expect, test } from "vitest";
import { openRoom } from "../kit/room.ts";

test("an invitation is answered with 341 and told to the invited one alone", () => {
  const { alice, bob, dave } = openRoom();
  expect(alice.numerics("INVITE DAVE #ROOM")).toEqual(["341 dave #room"]);
  expect(dave.read()).toEqual([":alice!alice@192.0.2.2 INVITE dave #room"]);
  expect(bob.read()).toEqual([]);
});

test("the inviter learns that the invited one is away", () => {
  const { network, alice, dave } = openRoom();
  const { user } = dave.session;
  if (user) user.away = "lunch";
  expect(network.node.world.userByNick("dave")?.away).toBe("lunch");
  expect(alice.numerics("INVITE dave #room")).toEqual(["341 dave #room", "301 dave :lunch"]);
});

test("INVITE alone lists the channels one is invited to", () => {
  const { network, alice, dave } = openRoom("+i");
  expect(dave.numerics("INVITE")).toEqual(["337 :End of /INVITE list"]);
  alice.send("INVITE dave #room");
  expect(dave.numerics("INVITE")).toEqual(["336 #room", "337 :End of /INVITE list"]);
  network.now += 3_601_000;
  expect(dave.numerics("INVITE")).toEqual(["337 :End of /INVITE list"]);
});

test("who may not invite reads why", () => {
  const { alice, bob, dave } = openRoom("+i");
  expect(dave.numerics("INVITE dave #room")).toEqual(["442 #room :You're not on that channel"]);
  expect(bob.numerics("INVITE dave #room")).toEqual(["482 #room :You're not channel operator"]);
  expect(alice.numerics("INVITE bob #room")).toEqual(["443 bob #room :is already on channel"]);
  expect(alice.numerics("INVITE alice #room")).toEqual(["443 alice #room :is already on channel"]);
  expect(alice.numerics("INVITE nobody #room")).toEqual(["401 nobody :No such nick/channel"]);
  expect(alice.numerics("INVITE dave #none")).toEqual(["403 #none :No such channel"]);
  expect(alice.numerics("INVITE nobody #none")).toEqual(["403 #none :No such channel"]);
  for (const nick of ["dave", "nobody"]) {
    expect(alice.numerics(`INVITE ${nick}`)).toEqual(["461 INVITE :Not enough parameters"]);
  }
  expect(dave.read()).toEqual([]);
});

test("from outside a secret channel INVITE answers as for one that does not exist", () => {
  const { dave } = openRoom("+s");
  expect(dave.numerics("INVITE alice #room")).toEqual(["403 #room :No such channel"]);
});

test("an operator's invitation opens +i, +k and +l, and is good for one join", () => {
  const { alice, dave } = openRoom("+ikl s3cret 1");
  alice.send("INVITE dave #room");
  dave.read();
  expect(dave.ask("JOIN #room")[0]).toBe(":dave!dave@192.0.2.5 JOIN #room");
  dave.send("PART #room");
  expect(dave.numerics("JOIN #room")).toEqual(["473 #room :Cannot join channel (+i)"]);
});

test("an invitation expires", () => {
  const { network, alice, dave } = openRoom("+i");
  alice.send("INVITE dave #room");
  network.now += 3_601_000;
  expect(dave.numerics("JOIN #room")).toEqual(["473 #room :Cannot join channel (+i)"]);
});

test("an invitation outweighs an older ban, and a newer ban the invitation", () => {
  const { network, alice, dave } = openRoom("+b dave");
  network.now += 1000;
  alice.send("INVITE dave #room");
  network.now += 1000;
  alice.send("MODE #room +b *!dave@*");
  expect(dave.numerics("JOIN #room")).toEqual(["474 #room :Cannot join channel (+b)"]);
  alice.send("MODE #room -b *!dave@*");
  dave.read();
  expect(dave.ask("JOIN #room")[0]).toContain("JOIN #room");
});

test("an invitation does not outlive its channel", () => {
  const { network, alice, bob, carol, dave } = openRoom("+i");
  alice.send("INVITE dave #room");
  for (const client of [alice, bob, carol]) client.send("PART #room");
  network.now += 1000;
  bob.send("JOIN #room", "MODE #room +i");
  expect(dave.numerics("JOIN #room")).toEqual(["473 #room :Cannot join channel (+i)"]);
});

test("the word of a member without status opens nothing", () => {
  const { bob, dave } = openRoom("+k s3cret");
  expect(bob.numerics("INVITE dave #room")).toEqual(["341 dave #room"]);
  expect(dave.numerics("JOIN #room")).toEqual(["475 #room :Cannot join channel (+k)"]);
});

test("an invitation from somebody the user silences does not reach them, and nobody is told", () => {
  const { alice, dave } = openRoom();
  dave.ask("SILENCE +alice");
  expect(alice.numerics("INVITE dave #room")).toEqual(["341 dave #room"]);
  expect(dave.read()).toEqual([]);
  expect(dave.numerics("INVITE")).toEqual(["337 :End of /INVITE list"]);
});
