import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("SUMMON is disabled", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("SUMMON somebody")).toEqual(["445 :SUMMON has been disabled"]);
});
