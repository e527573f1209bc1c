import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

// What MARKREAD does is in test/ircv3/read-marker.test.ts.

test("MARKREAD shows where nothing was read, and lacks a target", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.ask("MARKREAD #room", "markread", "MARKREAD :")).toEqual([
    ":irc.test MARKREAD #room :*",
    ":irc.test FAIL MARKREAD NEED_MORE_PARAMS :Missing parameters",
    ":irc.test FAIL MARKREAD INVALID_PARAMS * :Invalid parameters",
  ]);
});

test("MARKREAD is for who is registered", () => {
  const client = new TestNetwork().open();
  expect(client.ask("MARKREAD #room")).toEqual([":irc.test 451 * :You have not registered"]);
});
