import { expect, test } from "vitest";
import { alice, bob, carol, openRoomAsking } from "../kit/asking-room.ts";
import { forceAccount } from "../kit/force.ts";

const caps = "invite-notify";
const byAlice = `:${alice} INVITE dave #room`;

test("members learn whom others invite; the inviter reads 341, the invited INVITE, whatever they asked for", () => {
  const { alice: operator, bob, carol, dave } = openRoomAsking(caps);
  dave.ask("CAP REQ :-invite-notify");
  expect(operator.ask("INVITE dave #room")).toEqual([":irc.test 341 alice dave #room"]);
  for (const client of [bob, carol, dave]) expect(client.read()).toEqual([byAlice]);
});

test("who has not asked for it is told nothing, nor is who is outside", () => {
  const { network, alice: operator, bob } = openRoomAsking(caps);
  const erin = network.connect("erin", { caps });
  bob.ask("CAP REQ :-invite-notify");
  operator.send("INVITE dave #room");
  expect([bob.read(), erin.read()]).toEqual([[], []]);
});

test("an invitation that is refused is told to nobody", () => {
  const { alice: operator, bob, carol: plain, dave } = openRoomAsking(caps);
  expect(operator.numerics("INVITE carol #room", "INVITE nobody #room")).toHaveLength(2);
  operator.ask("MODE #room +V");
  operator.send("INVITE dave #room");
  dave.send("INVITE erin #room");
  plain.read();
  bob.read();
  operator.ask("MODE #room -V+i");
  expect(plain.numerics("INVITE dave #room")).toEqual(["482 #room :You're not channel operator"]);
  expect(bob.read().filter((line) => line.includes("INVITE"))).toEqual([]);
});

// "a server may choose to only send the message … to clients that have the privilege to do an /INVITE"
test("with +i only those who could invite are told, half operators among them", () => {
  const { network, alice: operator, bob: half, carol: plain } = openRoomAsking(caps);
  const erin = network.connect("erin", { caps });
  erin.send("JOIN #room");
  operator.send("MODE #room +iho bob erin");
  for (const client of [half, plain, erin]) client.read();
  operator.send("INVITE dave #room");
  expect([half.read(), erin.read(), plain.read()]).toEqual([[byAlice], [byAlice], []]);
});

test("without +i everybody may invite, and everybody is told", () => {
  const { alice: operator, bob: plain, carol } = openRoomAsking(caps);
  plain.send("INVITE dave #room");
  const line = `:${bob} INVITE dave #room`;
  expect([operator.read(), carol.read()]).toEqual([[line], [line]]);
});

test("under +u members of the crowd do not see each other invite", () => {
  const { alice: operator, bob: plain, carol: inviter, dave } = openRoomAsking(caps, "+u");
  inviter.send("INVITE dave #room");
  const line = `:${carol} INVITE dave #room`;
  expect([operator.read(), dave.read(), plain.read()]).toEqual([[line], [line], []]);
});

test("who invites while +D hides them is not betrayed by it", () => {
  const { network, alice: operator, bob: plain, dave: hidden } = openRoomAsking(caps, "+D");
  network.connect("erin");
  hidden.ask("JOIN #room");
  expect(hidden.numerics("INVITE erin #room")).toEqual(["341 erin #room"]);
  expect([operator.read(), plain.read()]).toEqual([[], []]);
});

test("an invitation to who is there unseen shows nothing of that", () => {
  const { alice: operator, bob: plain, dave: hidden } = openRoomAsking(caps, "+D");
  hidden.ask("JOIN #room");
  operator.send("INVITE dave #room");
  expect(plain.read()).toEqual([byAlice]);
  expect(hidden.read()).toEqual([byAlice]);
});

test("whom the invited has silenced is not told of that, and nobody else is told of the invitation", () => {
  const { alice: operator, bob: plain, dave } = openRoomAsking(caps);
  dave.ask("SILENCE +alice!*@*");
  expect(operator.ask("INVITE dave #room")).toEqual([":irc.test 341 alice dave #room"]);
  expect([dave.read(), plain.read()]).toEqual([[], []]);
  operator.ask("MODE #room +i");
  expect(dave.numerics("JOIN #room")).toEqual(["473 #room :Cannot join channel (+i)"]);
});

test("the line has the tags of who invites", () => {
  const { network, alice: operator, bob: plain } = openRoomAsking("invite-notify account-tag");
  forceAccount(network, "alice", "Alice");
  operator.send("INVITE dave #room");
  expect(plain.read()).toEqual([`@account=Alice ${byAlice}`]);
});
