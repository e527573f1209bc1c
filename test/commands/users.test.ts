import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("USERS of the machine is disabled", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("USERS")).toEqual(["446 :USERS has been disabled"]);
});
