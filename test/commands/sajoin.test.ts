import { expect, test } from "vitest";
import { operatorRoom, refusalsOf, refusedWithout } from "../kit/operator-room.ts";

test("SAJOIN is for operators with the privilege", () => {
  expect(refusalsOf(operatorRoom(), "SAJOIN alice #other")).toEqual(refusedWithout("sajoin"));
});

test("SAJOIN takes somebody into a channel that would refuse them, and shows it to them", () => {
  const { boss, owner, alice } = operatorRoom();
  owner.ask("JOIN #closed", "MODE #closed +iklb secret 1 *!*@*");
  expect(boss.ask("SAJOIN alice #closed")).toEqual([
    ":irc.test NOTICE * :*** boss used SAJOIN alice #closed",
  ]);
  const joined = ":alice!alice@192.0.2.4 JOIN #closed";
  expect(alice.read()).toEqual([
    joined,
    ":irc.test 353 alice = #closed :@owner alice",
    ":irc.test 366 alice #closed :End of /NAMES list",
  ]);
  expect(owner.read()).toEqual([joined]);
});

test("SAJOIN makes a channel that is missing, and the first in it its operator", () => {
  const { boss, alice } = operatorRoom();
  boss.send("SAJOIN alice #new");
  expect(alice.read()).toContain(":irc.test 353 alice = #new :@alice");
});

test("SAJOIN answers 401 for nobody, 403 for what is no channel, and nothing for a member", () => {
  const { boss, alice } = operatorRoom();
  expect(boss.numerics("SAJOIN nobody #room", "SAJOIN alice nowhere", "SAJOIN alice #room")).toEqual([
    "401 nobody :No such nick/channel",
    "403 nowhere :No such channel",
  ]);
  expect(alice.read()).toEqual([]);
});
