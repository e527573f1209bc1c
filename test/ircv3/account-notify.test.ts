import { expect, test } from "vitest";
import { bob, carol, openRoomAsking } from "../kit/asking-room.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import type { TestClient } from "../kit/client.ts";
import { logIn } from "../kit/log-in.ts";
import { plainResponse } from "../kit/plain.ts";
import { openRoom } from "../kit/room.ts";

const caps = "account-notify";

/** The ACCOUNT lines a client has got. */
function accounts(client: TestClient): string[] {
  return client.read().filter((line) => line.includes(" ACCOUNT "));
}

// "clients will get the ACCOUNT message … for clients on common channels with them, including themselves"
test("who logs in, takes another account and logs out is shown to all in common channels, and to themselves", () => {
  const { network, alice, carol: self } = openRoomAsking(caps);
  const seen = [`:${carol} ACCOUNT Carol`, `:${carol} ACCOUNT Caroline`, `:${carol} ACCOUNT *`];
  for (const [index, account] of ["Carol", "Caroline", undefined].entries()) {
    logIn(network, self, account);
    expect(alice.read()).toEqual([seen[index]]);
    expect(accounts(self)).toEqual([seen[index]]);
  }
});

test("who is in no channel is shown their own", () => {
  const { network, dave } = openRoomAsking(caps);
  logIn(network, dave, "Dave");
  expect(accounts(dave)).toEqual([":dave!dave@192.0.2.5 ACCOUNT Dave"]);
});

test("who logs in again to the same account, or out of none, has no other account", () => {
  const { network, alice, carol: self } = openRoomAsking(caps);
  logIn(network, self, undefined);
  logIn(network, self, "Carol");
  logIn(network, self, "Carol");
  expect(alice.read()).toEqual([`:${carol} ACCOUNT Carol`]);
  expect(accounts(self)).toHaveLength(1);
});

test("who has not asked for it sees no ACCOUNT, not even their own", () => {
  const { network, alice, carol: self } = openRoom();
  logIn(network, self, "Carol");
  expect(alice.read()).toEqual([]);
  expect(accounts(self)).toEqual([]);
});

test("who shares no channel is told nothing, not even who has just left", () => {
  const { network, bob: leaver, carol: self, dave } = openRoomAsking(caps);
  leaver.ask("PART #room");
  logIn(network, self, "Carol");
  expect([dave.read(), leaver.read()]).toEqual([[], []]);
});

test("who shares several channels is told once", () => {
  const { network, alice, carol: self } = openRoomAsking(caps);
  for (const client of [alice, self]) client.send("JOIN #hall,#attic");
  alice.read();
  logIn(network, self, "Carol");
  expect(alice.read()).toEqual([`:${carol} ACCOUNT Carol`]);
});

test("members whom +u hides are not revealed by their account, but operators see them", () => {
  const { network, alice, bob: plain, carol: self } = openRoomAsking(caps, "+u");
  logIn(network, self, "Carol");
  logIn(network, alice, "Alice");
  expect(alice.read()[0]).toBe(`:${carol} ACCOUNT Carol`);
  expect(plain.read()).toEqual([":alice!alice@192.0.2.2 ACCOUNT Alice"]);
});

test("members whom +D hides are not revealed by their account, even to operators", () => {
  const { network, alice, dave } = openRoomAsking(caps, "+D");
  dave.ask("JOIN #room");
  logIn(network, dave, "Dave");
  expect(alice.read()).toEqual([]);
  expect(accounts(dave)).toEqual([":dave!dave@192.0.2.5 ACCOUNT Dave"]);
});

// account-tag.md, "Examples": `:user ACCOUNT hax0r` untagged, then `@account=hax0r :user ACCOUNT bob`.
test("the account tag is the one held before, and none on who had none", () => {
  const { network, alice, carol: self } = openRoomAsking("account-notify account-tag");
  for (const account of ["Carol", undefined]) logIn(network, self, account);
  expect(alice.read()).toEqual([`:${carol} ACCOUNT Carol`, `@account=Carol :${carol} ACCOUNT *`]);
});

test("a login with AUTHENTICATE is told like any, with the account's own spelling", async () => {
  const accounts = [{ name: "Bobby", password: cheapHash("sesame") }];
  const { network, alice, bob: self } = openRoomAsking(caps, "", { accounts });
  self.ask("CAP REQ :sasl");
  const response = plainResponse("BOBBY", "sesame");
  const answer = await self.answer("AUTHENTICATE PLAIN", `AUTHENTICATE ${response}`);
  expect(answer).toContain(`:${bob} ACCOUNT Bobby`);
  expect(alice.read()).toEqual([`:${bob} ACCOUNT Bobby`]);
  expect(network.node.world.userByNick("bob")?.identity.account).toBe("Bobby");
});
