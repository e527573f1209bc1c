import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("KILL puts a user off the network: KILL, then ERROR, and one QUIT to who shares a channel", () => {
  const network = new TestNetwork();
  const [boss, alice, bob] = network.inChannel("#room", "boss", "alice", "bob");
  if (!boss || !alice || !bob) throw new Error("nobody");
  network.makeOperator(boss);
  bob.read();
  boss.send("KILL alice :spam, again");
  expect(alice.read()).toEqual([
    ":boss!boss@192.0.2.2 KILL alice :spam, again",
    "ERROR :Closing Link: 192.0.2.3 (Killed (boss (spam, again)))",
  ]);
  expect(alice.ended).toBe(true);
  expect(bob.read()).toEqual([":alice!alice@192.0.2.3 QUIT :Killed (boss (spam, again))"]);
  expect(boss.read()).toEqual([
    ":alice!alice@192.0.2.3 QUIT :Killed (boss (spam, again))",
    ":irc.test NOTICE * :*** boss killed alice!alice@192.0.2.3 (spam, again)",
  ]);
  expect(network.node.world.userByNick("alice")).toBeUndefined();
});

test("KILL answers 401 for who is not there, 483 for the server, 461 without a reason", () => {
  const network = new TestNetwork();
  const boss = network.connect("boss");
  network.makeOperator(boss);
  expect(boss.numerics("KILL nobody :x", "KILL IRC.test :x", "KILL boss")).toEqual([
    "401 nobody :No such nick/channel",
    "483 :You can't kill a server!",
    "461 KILL :Not enough parameters",
  ]);
});

test("KILL is refused to users with 481 and to operators without the privilege with 723", () => {
  const network = new TestNetwork();
  const [alice, helper] = [network.connect("alice"), network.connect("helper")];
  network.makeOperator(helper, ["wallops"]);
  expect(alice.numerics("KILL helper :x")).toEqual(["481 :Permission Denied- You're not an IRC operator"]);
  expect(helper.numerics("KILL alice :x")).toEqual(["723 kill :Insufficient oper privileges."]);
});

test("an operator may kill themselves", () => {
  const network = new TestNetwork();
  const boss = network.connect("boss");
  network.makeOperator(boss);
  expect(boss.ask("KILL boss :enough").at(-1)).toBe(
    "ERROR :Closing Link: 192.0.2.2 (Killed (boss (enough)))",
  );
});

test("a reason of 4 KB is cut at a code point", () => {
  const network = new TestNetwork({ limits: { kickLength: 11 } });
  const [boss, alice] = [network.connect("boss"), network.connect("alice")];
  network.makeOperator(boss);
  boss.send(`KILL alice :${"ä".repeat(200)}`);
  expect(alice.read()[0]).toBe(":boss!boss@192.0.2.2 KILL alice :äääää");
});
