import { expect, test } from "vitest";
import { forceUserModes } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";

function rows(numerics: readonly string[]): string[] {
  expect(numerics.at(-1)).toMatch(/^262 irc\.test ircd-ts-\S+ :End of TRACE$/);
  return numerics.slice(0, -1);
}

test("TRACE shows a user themselves and the operators who show it", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.connect("bob");
  for (const nick of ["carol", "dave"]) network.makeOperator(network.connect(nick));
  forceUserModes(network, "dave", "H");
  expect(rows(alice.numerics("TRACE"))).toEqual([
    "205 User users alice[alice@192.0.2.2]",
    "204 Oper operators carol[carol@192.0.2.4]",
  ]);
});

test("TRACE shows all users to an operator", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.connect("bob");
  forceUserModes(network, "bob", "i");
  network.makeOperator(alice);
  expect(rows(alice.numerics("TRACE irc.test"))).toEqual([
    "204 Oper operators alice[alice@192.0.2.2]",
    "205 User users bob[bob@192.0.2.3]",
  ]);
});

test("TRACE of a nick shows that one, of another server 402", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.connect("bob");
  expect(rows(alice.numerics("TRACE bob"))).toEqual(["205 User users bob[bob@192.0.2.3]"]);
  expect(alice.numerics("TRACE other.test")).toEqual(["402 other.test :No such server"]);
});
