import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("LINKS lists this server when the mask matches it", () => {
  const alice = new TestNetwork().connect("alice");
  const server = "364 irc.test irc.test :0 An IRC server";
  expect(alice.numerics("LINKS")).toEqual([server, "365 * :End of /LINKS list"]);
  expect(alice.numerics("LINKS IRC.*")).toEqual([server, "365 IRC.* :End of /LINKS list"]);
  expect(alice.numerics("LINKS irc.test *")).toEqual([server, "365 * :End of /LINKS list"]);
  expect(alice.numerics("LINKS *.org")).toEqual(["365 *.org :End of /LINKS list"]);
});

test("LINKS of another server answers 402", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("LINKS other.test *")).toEqual(["402 other.test :No such server"]);
});
