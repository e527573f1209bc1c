import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("TIME tells the time of the server as a number and in words", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("TIME")).toEqual(["391 irc.test 1700000000 0 :Tue, 14 Nov 2023 22:13:20 GMT"]);
});

test("TIME of another server answers 402", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("TIME other.test")).toEqual(["402 other.test :No such server"]);
});
