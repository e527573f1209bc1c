import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("VERSION names software and server, and repeats 005", () => {
  const network = new TestNetwork();
  const alice = network.open();
  const welcome = alice.numerics("NICK alice", "USER alice 0 * :Alice");
  const isupport = welcome.filter((line) => line.startsWith("005"));
  const [first, ...others] = alice.numerics("VERSION");
  expect(first).toMatch(/^351 ircd-ts-\S+ irc\.test :An IRC server$/);
  expect(others).toEqual(isupport);
});

test("VERSION of another server answers 402", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("VERSION *.elsewhere")).toEqual(["402 *.elsewhere :No such server"]);
});
