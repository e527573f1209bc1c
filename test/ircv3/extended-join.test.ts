import { expect, test } from "vitest";
import { carol, dave, openRoomAsking } from "../kit/asking-room.ts";
import { forceAccount } from "../kit/force.ts";
import { logIn } from "../kit/log-in.ts";
import { TestNetwork } from "../kit/network.ts";

const caps = "extended-join";

// "an asterisk … represents that the user has not logged in to an account"
test("a JOIN shows an asterisk and the real name of who is in no account", () => {
  const { alice, dave: self } = openRoomAsking(caps);
  const line = `:${dave} JOIN #room * :dave Example`;
  expect(self.ask("JOIN #room")[0]).toBe(line);
  expect(alice.read()).toEqual([line]);
});

// "The penultimate parameter is the display name of that account. The last parameter is the user's GECOS."
test("a JOIN shows the account in its own spelling, and the real name of the moment", () => {
  const { network, alice, dave: self } = openRoomAsking(caps);
  logIn(network, self, "David");
  self.send("SETNAME :Dave B. Example", "JOIN #room");
  expect(alice.read()).toEqual([`:${dave} JOIN #room David :Dave B. Example`]);
});

test("who has logged out again joins with an asterisk", () => {
  const { network, alice, dave: self } = openRoomAsking(caps);
  for (const account of ["David", undefined]) logIn(network, self, account);
  self.send("JOIN #room");
  expect(alice.read()).toEqual([`:${dave} JOIN #room * :dave Example`]);
});

test("who has not asked for it is shown a plain JOIN, beside others who have", () => {
  const { alice, bob, dave: self } = openRoomAsking(caps);
  bob.ask("CAP REQ :-extended-join");
  self.send("JOIN #room");
  expect(bob.read()).toEqual([`:${dave} JOIN #room`]);
  expect(alice.read()).toEqual([`:${dave} JOIN #room * :dave Example`]);
});

test("who makes a channel is shown so, too", () => {
  const { network, dave: self } = openRoomAsking(caps);
  forceAccount(network, "dave", "David");
  expect(self.ask("JOIN #new")[0]).toBe(`:${dave} JOIN #new David :dave Example`);
});

test("SAJOIN joins as the one who joins, not as the operator", () => {
  const { network, alice, carol: boss, dave: self } = openRoomAsking(caps);
  network.makeOperator(boss);
  logIn(network, boss, "Carol");
  logIn(network, self, "David");
  boss.send("SAJOIN dave #room");
  expect(alice.read()).toEqual([`:${dave} JOIN #room David :dave Example`]);
});

test("whom +D hid is shown with the account of the moment they are revealed", () => {
  const { network, alice, dave: self } = openRoomAsking(caps, "+D");
  self.send("JOIN #room");
  logIn(network, self, "David");
  self.send("SETNAME :Dave B. Example", "PRIVMSG #room :hello");
  expect(alice.read()).toEqual([
    `:${dave} JOIN #room David :Dave B. Example`,
    `:${dave} PRIVMSG #room :hello`,
  ]);
});

test("who rises out of the crowd of +u is shown so to the others", () => {
  const { network, alice, bob } = openRoomAsking(caps, "+u");
  forceAccount(network, "carol", "Carol");
  alice.send("MODE #room +o carol");
  expect(bob.read()).toEqual([
    `:${carol} JOIN #room Carol :carol Example`,
    ":alice!alice@192.0.2.2 MODE #room +o carol",
  ]);
});

test("a real name that begins with a colon, and one that is long, stay one parameter in one line", () => {
  const network = new TestNetwork({ unlimited: true, limits: { realnameLength: 300, channelLength: 200 } });
  const channel = `#${"c".repeat(199)}`;
  const alice = network.connect("alice", { caps });
  const self = network.connect("dave");
  alice.ask(`JOIN ${channel}`);
  self.send("SETNAME ::-)", `JOIN ${channel}`, `PART ${channel}`);
  expect(alice.read()[0]).toBe(`:dave!dave@192.0.2.3 JOIN ${channel} * ::-)`);
  network.advance(10_000);
  self.send(`SETNAME :${"ä".repeat(150)}`, `JOIN ${channel}`);
  const [line = ""] = alice.read();
  expect(line).toMatch(/^\S+ JOIN #c+ \* :ä+$/);
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(510);
});
