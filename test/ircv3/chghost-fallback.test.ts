import { expect, test } from "vitest";
import { carol, openRoomAsking } from "../kit/asking-room.ts";
import { forceAccount } from "../kit/force.ts";
import type { Room } from "../kit/room.ts";

// chghost.md, "Fallback": QUIT, JOIN and MODE "to restore membership and user channel modes".

/** What a client reads when carol gets another host; `prepare` is done before. */
function change(client: "alice" | "bob" | "carol" | "dave", caps = "away-notify", prepare = (_: Room) => {}) {
  const room = openRoomAsking(caps);
  const boss = room.network.connect("boss");
  room.network.makeOperator(boss);
  prepare(room);
  room[client].read();
  boss.send("CHGHOST carol staff.example");
  return room[client].read();
}

const quit = `:${carol} QUIT :Changing host`;
const next = "carol!carol@staff.example";

test("who does not know CHGHOST sees the member quit and join", () => {
  expect(change("alice")).toEqual([quit, `:${next} JOIN #room`]);
});

test("the other user name comes the same way", () => {
  const { network, alice } = openRoomAsking("away-notify");
  const boss = network.connect("boss");
  network.makeOperator(boss);
  boss.send("CHGIDENT carol ~c");
  expect(alice.read()).toEqual([quit, ":carol!~c@192.0.2.4 JOIN #room"]);
});

test("statuses are given back by the server, in every channel in the order of joining", () => {
  const lines = change("bob", "away-notify", ({ alice, bob, carol }) => {
    carol.send("JOIN #hall,#attic", "PART #room", "JOIN #room");
    bob.send("JOIN #hall,#attic");
    alice.send("MODE #room +vho carol carol carol");
  });
  expect(lines).toEqual([
    quit,
    `:${next} JOIN #hall`,
    ":irc.test MODE #hall +o carol",
    `:${next} JOIN #attic`,
    ":irc.test MODE #attic +o carol",
    `:${next} JOIN #room`,
    ":irc.test MODE #room +ohv carol carol carol",
  ]);
});

test("only the channels that the viewer shares are named", () => {
  const lines = change("bob", "away-notify", ({ carol }) => carol.send("JOIN #secret", "MODE #secret +s"));
  expect(lines).toEqual([quit, `:${next} JOIN #room`]);
});

test("a shared channel in which the viewer does not see the member is not named", () => {
  const lines = change("bob", "away-notify", ({ alice, bob, carol }) => {
    alice.send("JOIN #crowd,#delayed", "MODE #crowd +u", "MODE #delayed +D");
    bob.send("JOIN #crowd,#delayed");
    carol.send("JOIN #crowd,#delayed");
  });
  expect(lines).toEqual([quit, `:${next} JOIN #room`]);
});

test("who sees the member nowhere sees nothing", () => {
  const { network, bob, dave } = openRoomAsking("away-notify", "+u");
  const boss = network.connect("boss");
  network.makeOperator(boss);
  boss.send("CHGHOST carol staff.example");
  expect([bob.read(), dave.read()]).toEqual([[], []]);
});

test("the JOIN is extended for who asked for that, and who is away is away again", () => {
  const lines = change("alice", "extended-join away-notify", ({ network, carol }) => {
    forceAccount(network, "carol", "Carol");
    carol.send("AWAY :lunch");
  });
  expect(lines).toEqual([quit, `:${next} JOIN #room Carol :carol Example`, `:${next} AWAY :lunch`]);
});

test("without away-notify nothing is said of who is away", () => {
  const lines = change("alice", "multi-prefix", ({ carol }) => carol.send("AWAY :lunch"));
  expect(lines).toEqual([quit, `:${next} JOIN #room`]);
});

test("the member is still in the channel, and what they say then comes under the new mask", () => {
  const { network, alice, carol: self } = openRoomAsking("away-notify");
  const boss = network.connect("boss");
  network.makeOperator(boss);
  boss.send("CHGHOST carol staff.example");
  alice.read();
  self.send("PRIVMSG #room :still here");
  expect(alice.read()).toEqual([`:${next} PRIVMSG #room :still here`]);
  expect(alice.numerics("NAMES #room")[0]).toBe("353 = #room :@alice bob carol");
});

test("it stands between the answer to a label, and tags are those of the moment", () => {
  const { network, alice, bob } = openRoomAsking("batch labeled-response account-tag server-time");
  network.makeOperator(alice);
  forceAccount(network, "carol", "Carol");
  bob.ask("CAP REQ :-server-time");
  alice.ask("MODE alice -s");
  const lines = alice.ask("@label=x CHGHOST carol staff.example");
  const inner = /^@batch=\w+;time=\S+;account=Carol :carol/;
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(inner);
  expect(lines[2]).toMatch(inner);
  expect(bob.read()).toEqual([`@account=Carol ${quit}`, `@account=Carol :${next} JOIN #room`]);
});
