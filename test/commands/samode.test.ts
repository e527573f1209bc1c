import { expect, test } from "vitest";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

test("SAMODE is for operators with the privilege", () => {
  expect(refusalsOf(operatorRoom(), "SAMODE #room +m")).toEqual(refusedWithout("samode"));
});

test("SAMODE changes modes in the server's name, from outside and over every rank", () => {
  const { boss, owner, alice } = operatorRoom();
  boss.ask("SAMODE #room +q owner");
  owner.read();
  alice.read();
  expect(boss.ask("SAMODE #room +o-qk alice owner x")).toEqual([
    ":irc.test NOTICE * :*** boss used SAMODE #room +o-qk",
  ]);
  const changed = ":irc.test MODE #room +o-q alice owner";
  expect(alice.read()).toEqual([changed]);
  expect(owner.read()).toEqual([changed]);
});

test("SAMODE tells operators no key", () => {
  const { boss, alice } = operatorRoom();
  expect(boss.ask("SAMODE #room +k geheim").join()).not.toContain("geheim");
  expect(alice.read()).toEqual([":irc.test MODE #room +k geheim"]);
});

test("SAMODE reaches a channel that is hidden from the operator", () => {
  const { boss, owner } = operatorRoom();
  owner.ask("MODE #room +s");
  boss.send("SAMODE #room -s");
  expect(owner.read()).toEqual([":irc.test MODE #room -s"]);
});

test("SAMODE sets no mode that is the server's own word, and nothing else beside it", () => {
  const { boss, alice } = operatorRoom();
  expect(boss.numerics("SAMODE #room +mr")).toEqual(["468 #room :Only servers can change that mode"]);
  expect(alice.read()).toEqual([]);
});

test("SAMODE answers what makes no sense as MODE does", () => {
  const { boss } = operatorRoom();
  expect(boss.numerics("SAMODE #missing +m", "SAMODE #room +o boss", "SAMODE #room")).toEqual([
    "403 #missing :No such channel",
    "441 boss #room :They aren't on that channel",
    "461 SAMODE :Not enough parameters",
  ]);
});
