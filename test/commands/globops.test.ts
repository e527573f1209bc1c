import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("GLOBOPS reaches every operator, and nobody else", () => {
  const network = new TestNetwork();
  const [boss, other, alice] = [network.connect("boss"), network.connect("other"), network.connect("alice")];
  network.makeOperator(boss);
  network.makeOperator(other);
  other.ask("MODE other -s");
  alice.ask("MODE alice +w");
  const line = ":boss!boss@192.0.2.2 NOTICE * :*** Global -- look at #help";
  expect(boss.ask("GLOBOPS :look at #help")).toEqual([line]);
  expect(other.read()).toEqual([line]);
  expect(alice.read()).toEqual([]);
});

test("GLOBOPS is refused to users with 481 and to operators without the privilege with 723", () => {
  const network = new TestNetwork();
  const [alice, helper] = [network.connect("alice"), network.connect("helper")];
  network.makeOperator(helper, ["kill"]);
  expect(alice.numerics("GLOBOPS :x")).toEqual(["481 :Permission Denied- You're not an IRC operator"]);
  expect(helper.numerics("GLOBOPS :x")).toEqual(["723 globops :Insufficient oper privileges."]);
});
