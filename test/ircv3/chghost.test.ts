import { expect, test } from "vitest";
import { carol, openRoomAsking } from "../kit/asking-room.ts";
import type { TestClient } from "../kit/client.ts";
import type { Room } from "../kit/room.ts";

/** The room with an operator outside who changes what others see of somebody. */
function openRoomOfBoss(modes = ""): Room & { readonly boss: TestClient } {
  const room = openRoomAsking("chghost", modes);
  const boss = room.network.connect("boss");
  room.network.makeOperator(boss);
  return { ...room, boss };
}

// "servers MUST send the CHGHOST message to other clients who share channels with the target client"
test("another host is shown with the user name as it is, under the old mask", () => {
  const { alice, boss } = openRoomOfBoss();
  boss.send("CHGHOST carol staff.example", "CHGHOST carol home.example");
  expect(alice.read()).toEqual([
    `:${carol} CHGHOST carol staff.example`,
    ":carol!carol@staff.example CHGHOST carol home.example",
  ]);
});

// The tilde "MUST be considered part of the username and included"
test("another user name is shown with the host as it is, and a tilde is part of the name", () => {
  const { alice, boss } = openRoomOfBoss();
  boss.send("CHGIDENT carol ~c", "CHGIDENT carol carrie");
  expect(alice.read()).toEqual([
    `:${carol} CHGHOST ~c 192.0.2.4`,
    ":carol!~c@192.0.2.4 CHGHOST carrie 192.0.2.4",
  ]);
});

// "Servers SHOULD also send the CHGHOST message to the client whose own username or host changed"
test("it is shown to oneself, too, and 396 says it in words; who has not asked reads 396 alone", () => {
  const { bob, carol: self, boss } = openRoomOfBoss();
  boss.send("CHGHOST carol staff.example");
  expect(self.read()).toEqual([
    `:${carol} CHGHOST carol staff.example`,
    ":irc.test 396 carol staff.example :is now your visible host",
  ]);
  bob.ask("CAP REQ :-chghost");
  boss.send("CHGHOST bob staff.example");
  expect(bob.read()).toEqual([":irc.test 396 bob staff.example :is now your visible host"]);
});

test("who is in no channel is shown their own, too", () => {
  const { dave, boss } = openRoomOfBoss();
  boss.send("CHGHOST dave staff.example");
  expect(dave.read()[0]).toBe(":dave!dave@192.0.2.5 CHGHOST dave staff.example");
});

test("who shares no channel is not told, who shares several is told once", () => {
  const { alice, carol: self, dave, boss } = openRoomOfBoss();
  for (const client of [alice, self]) client.send("JOIN #hall");
  alice.read();
  boss.send("CHGHOST carol staff.example");
  expect(alice.read()).toHaveLength(1);
  expect(dave.read()).toEqual([]);
});

test("the operator who does it is told like others: only in a channel, and not by the command", () => {
  const { boss, network } = openRoomOfBoss();
  boss.ask("CAP REQ :chghost", "MODE boss -s");
  expect(boss.ask("CHGHOST carol staff.example")).toEqual([]);
  boss.ask("JOIN #room");
  expect(boss.ask("CHGHOST carol home.example")).toEqual([
    ":carol!carol@staff.example CHGHOST carol home.example",
  ]);
  expect(network.node.world.userByNick("carol")?.identity.host).toBe("home.example");
});

// "When a client username or host is changed": what is the same again is no change.
test("the host or user name that somebody has already is no news", () => {
  const { alice, bob, boss } = openRoomOfBoss();
  bob.ask("CAP REQ :-chghost");
  boss.send("CHGHOST carol 192.0.2.4", "CHGIDENT carol carol");
  expect([alice.read(), bob.read()]).toEqual([[], []]);
});

test("under +u members of the crowd do not see each other change", () => {
  const { alice, bob, boss } = openRoomOfBoss("+u");
  boss.send("CHGHOST carol staff.example", "CHGHOST alice staff.example");
  expect(alice.read()[0]).toBe(`:${carol} CHGHOST carol staff.example`);
  expect(bob.read()).toEqual([":alice!alice@192.0.2.2 CHGHOST alice staff.example"]);
});

test("whom +D hides is not betrayed by another host, but sees their own", () => {
  const { alice, dave, boss } = openRoomOfBoss("+D");
  dave.ask("JOIN #room");
  boss.send("CHGHOST dave staff.example");
  expect(alice.read()).toEqual([]);
  expect(dave.read()[0]).toBe(":dave!dave@192.0.2.5 CHGHOST dave staff.example");
});
