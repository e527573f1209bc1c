import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("SETNAME changes the real name that WHOIS shows, without a word to who has not asked for it", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.ask("SETNAME :Alice Liddell")).toEqual([]);
  expect(alice.numerics("WHOIS alice")[0]).toBe("311 alice alice 192.0.2.2 * :Alice Liddell");
});

test("SETNAME refuses what is no real name, and too many in a row", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice", { caps: "setname" });
  const invalid = ":irc.test FAIL SETNAME INVALID_REALNAME :Realname is not valid";
  expect(alice.ask("SETNAME :", "SETNAME : ", `SETNAME :${"x".repeat(151)}`)).toEqual(Array(3).fill(invalid));
  expect(alice.ask("SETNAME :A", "SETNAME :B")).toEqual([
    ":alice!alice@192.0.2.2 SETNAME :A",
    ":irc.test FAIL SETNAME CANNOT_CHANGE_REALNAME :Slow down your realname changes",
  ]);
  network.advance(10_000);
  expect(alice.ask("SETNAME :B")).toEqual([":alice!alice@192.0.2.2 SETNAME :B"]);
});
