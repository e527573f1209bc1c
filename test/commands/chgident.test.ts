import { expect, test } from "vitest";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

test("CHGIDENT is for operators with the privilege", () => {
  expect(refusalsOf(operatorRoom(), "CHGIDENT alice staff")).toEqual(refusedWithout("chgident"));
});

test("CHGIDENT changes the user name, and tells its owner with 396", () => {
  const { boss, owner, alice } = operatorRoom();
  boss.send("CHGIDENT alice staff");
  expect(alice.read()).toEqual([":irc.test 396 alice staff@192.0.2.4 :is now your visible host"]);
  owner.read();
  alice.send("PRIVMSG #room :hi");
  expect(owner.read()).toEqual([":alice!staff@192.0.2.4 PRIVMSG #room :hi"]);
});

test.each(["a b", "a@b", "a!b", "", "x".repeat(17), "ü"])("CHGIDENT refuses the user name %j", (name) => {
  const { boss, network } = operatorRoom();
  expect(boss.numerics(`CHGIDENT alice :${name}`)).toEqual(["468 :Your username is not valid"]);
  expect(network.node.world.userByNick("alice")?.identity.user).toBe("alice");
});
