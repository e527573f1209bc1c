import { expect, test } from "vitest";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

test("SANICK is for operators with the privilege", () => {
  expect(refusalsOf(operatorRoom(), "SANICK alice alicia")).toEqual(refusedWithout("sanick"));
});

test("SANICK gives somebody another nick, even in a channel that forbids it", () => {
  const { boss, owner, alice } = operatorRoom();
  owner.ask("MODE #room +N");
  alice.read();
  expect(boss.ask("SANICK alice alicia")).toEqual([":irc.test NOTICE * :*** boss used SANICK alice alicia"]);
  const changed = ":alice!alice@192.0.2.4 NICK :alicia";
  expect(alice.read()).toEqual([changed]);
  expect(owner.read()).toEqual([changed]);
});

test("SANICK takes no nick from anybody and gives none that is not one", () => {
  const { boss, alice } = operatorRoom();
  expect(boss.numerics("SANICK alice OWNER", "SANICK alice #room")).toEqual([
    "433 OWNER :Nickname is already in use",
    "432 #room :Erroneous nickname",
  ]);
  expect(alice.read()).toEqual([]);
});
