import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("RULES shows the configured lines", () => {
  const alice = new TestNetwork({ rules: "Be kind." }).connect("alice");
  expect(alice.numerics("RULES")).toEqual([
    "308 :- irc.test Server Rules - ",
    "232 :- Be kind.",
    "309 :End of /RULES command.",
  ]);
});

test("RULES answers 434 when there are none, 402 for another server", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("RULES")).toEqual(["434 :RULES file is missing"]);
  expect(alice.numerics("RULES other.test")).toEqual(["402 other.test :No such server"]);
});
