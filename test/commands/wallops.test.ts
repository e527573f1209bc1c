import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("WALLOPS reaches everyone with +w, and nobody else", () => {
  const network = new TestNetwork();
  const [boss, alice, bob] = [network.connect("boss"), network.connect("alice"), network.connect("bob")];
  network.makeOperator(boss);
  alice.ask("MODE alice +w");
  expect(boss.ask("WALLOPS :the server rests at noon")).toEqual([]);
  expect(alice.read()).toEqual([":boss!boss@192.0.2.2 WALLOPS :the server rests at noon"]);
  expect(bob.read()).toEqual([]);
  alice.ask("MODE alice -w");
  boss.send("WALLOPS :again");
  expect(alice.read()).toEqual([]);
});

test("WALLOPS is refused to users, to operators without the privilege, and without a text", () => {
  const network = new TestNetwork();
  const [alice, helper] = [network.connect("alice"), network.connect("helper")];
  network.makeOperator(helper, ["kill"]);
  expect(alice.numerics("WALLOPS :x")).toEqual(["481 :Permission Denied- You're not an IRC operator"]);
  expect(helper.numerics("WALLOPS :x")).toEqual(["723 wallops :Insufficient oper privileges."]);
  network.makeOperator(helper);
  expect(helper.numerics("WALLOPS", "WALLOPS :")).toEqual([
    "461 WALLOPS :Not enough parameters",
    "461 WALLOPS :Not enough parameters",
  ]);
});
