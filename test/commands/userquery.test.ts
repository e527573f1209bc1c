import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("USERQUERY opens, lists and closes conversations", () => {
  const alice = new TestNetwork().connect("alice", { caps: "draft/user-query" });
  expect(alice.ask("USERQUERY OPEN bob", "USERQUERY LIST", "USERQUERY CLOSE bob", "USERQUERY LIST")).toEqual([
    ":irc.test USERQUERY OPEN :bob",
    ":irc.test USERQUERY LIST :bob",
    ":irc.test USERQUERY CLOSE :bob",
  ]);
});
