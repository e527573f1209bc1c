import { expect, test } from "vitest";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

test("SAPART is for operators with the privilege", () => {
  expect(refusalsOf(operatorRoom(), "SAPART alice #room")).toEqual(refusedWithout("sapart"));
});

test("SAPART has somebody leave a channel, as everyone in it sees", () => {
  const { boss, owner, alice } = operatorRoom();
  expect(boss.ask("SAPART alice #room :off you go")).toEqual([
    ":irc.test NOTICE * :*** boss used SAPART alice #room",
  ]);
  const left = ":alice!alice@192.0.2.4 PART #room :off you go";
  expect(alice.read()).toEqual([left]);
  expect(owner.read()).toEqual([left]);
  expect(alice.numerics("PRIVMSG #room :x")).toEqual(["404 #room :Cannot send to channel (+n)"]);
});

test("SAPART answers 403 and 441 where there is nothing to leave", () => {
  const { boss, owner } = operatorRoom();
  owner.ask("JOIN #own");
  expect(boss.numerics("SAPART alice #missing,#own")).toEqual([
    "403 #missing :No such channel",
    "441 alice #own :They aren't on that channel",
  ]);
});
