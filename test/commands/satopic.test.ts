import { expect, test } from "vitest";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

test("SATOPIC is for operators with the privilege", () => {
  expect(refusalsOf(operatorRoom(), "SATOPIC #room :x")).toEqual(refusedWithout("satopic"));
});

test("SATOPIC sets and removes the topic in the server's name, from outside", () => {
  const { boss, alice } = operatorRoom();
  expect(boss.ask("SATOPIC #room :closed for repairs")).toEqual([
    ":irc.test NOTICE * :*** boss used SATOPIC #room",
  ]);
  expect(alice.read()).toEqual([":irc.test TOPIC #room :closed for repairs"]);
  expect(alice.numerics("TOPIC #room")[1]).toMatch(/^333 #room irc\.test /);
  boss.send("SATOPIC #room :");
  alice.read();
  expect(alice.numerics("TOPIC #room")).toEqual(["331 #room :No topic is set"]);
});

test("SATOPIC answers 403 for a channel that is missing", () => {
  expect(operatorRoom().boss.numerics("SATOPIC #missing :x")).toEqual(["403 #missing :No such channel"]);
});
