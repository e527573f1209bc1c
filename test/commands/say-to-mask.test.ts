import { expect, test } from "vitest";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

test.each(["$$*.test", "$$irc.TEST", "$*", "$$?rc.*"])(
  "a message to %s reaches everyone on a server of that name",
  (mask) => {
    const { boss, owner, alice } = operatorRoom();
    expect(boss.ask(`PRIVMSG ${mask} :the server restarts at noon`)).toEqual([]);
    const line = `:boss!boss@192.0.2.2 PRIVMSG ${mask} :the server restarts at noon`;
    expect(alice.read()).toEqual([line]);
    expect(owner.read()).toEqual([line]);
  },
);

test("a message to a mask that names no server reaches nobody", () => {
  const { boss, alice, network } = operatorRoom();
  const early = network.open();
  boss.send("NOTICE $$*.example :hello");
  expect(alice.read()).toEqual([]);
  expect(early.read()).toEqual([]);
});

test("a message to a mask reaches nobody who has not registered", () => {
  const { boss, network } = operatorRoom();
  const early = network.open();
  boss.send("NOTICE $$* :hello");
  expect(early.read()).toEqual([]);
});

test("a message to a mask is for operators with the privilege broadcast", () => {
  expect(refusalsOf(operatorRoom(), "PRIVMSG $$* :x")).toEqual(refusedWithout("broadcast"));
});
