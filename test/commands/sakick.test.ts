import { expect, test } from "vitest";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

test("SAKICK is for operators with the privilege", () => {
  expect(refusalsOf(operatorRoom(), "SAKICK #room owner")).toEqual(refusedWithout("sakick"));
});

test("SAKICK puts anybody out in the server's name, even from a channel without KICK", () => {
  const { boss, owner, alice } = operatorRoom();
  boss.send("SAMODE #room +Qq owner");
  owner.read();
  alice.read();
  expect(boss.ask("SAKICK #room owner :enough")).toEqual([
    ":irc.test NOTICE * :*** boss used SAKICK #room owner",
  ]);
  const kicked = ":irc.test KICK #room owner :enough";
  expect(owner.read()).toEqual([kicked]);
  expect(alice.read()).toEqual([kicked]);
});

test("SAKICK answers 401, 403 and 441 where there is nobody to put out", () => {
  const { boss } = operatorRoom();
  expect(boss.numerics("SAKICK #room nobody", "SAKICK #missing alice", "SAKICK #room boss")).toEqual([
    "401 nobody :No such nick/channel",
    "403 #missing :No such channel",
    "441 boss #room :They aren't on that channel",
  ]);
});
