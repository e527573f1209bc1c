import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("DIE with the server's name asks for the end of this server, and operators are told", () => {
  const network = new TestNetwork();
  const boss = network.connect("boss");
  network.makeOperator(boss);
  expect(boss.ask("DIE IRC.test")).toEqual([":irc.test NOTICE * :*** boss ends irc.test"]);
  expect(network.stops).toMatchObject([{ node: "irc.test", restart: false, by: { nick: "boss" } }]);
});

test("DIE with another name, or none, does nothing", () => {
  const network = new TestNetwork();
  const boss = network.connect("boss");
  network.makeOperator(boss);
  expect(boss.numerics("DIE", "DIE other.test")).toEqual([
    "461 DIE :Not enough parameters",
    "402 other.test :No such server",
  ]);
  expect(network.stops).toEqual([]);
});

test("DIE is refused to users with 481 and to operators without the privilege with 723", () => {
  const network = new TestNetwork();
  const [alice, helper] = [network.connect("alice"), network.connect("helper")];
  network.makeOperator(helper, ["kill"]);
  expect(alice.numerics("DIE irc.test")).toEqual(["481 :Permission Denied- You're not an IRC operator"]);
  expect(helper.numerics("DIE irc.test")).toEqual(["723 die :Insufficient oper privileges."]);
  expect(network.stops).toEqual([]);
});
