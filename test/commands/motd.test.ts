import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("MOTD shows the configured lines between 375 and 376", () => {
  const alice = new TestNetwork({ motd: "one\n\ntwo\n" }).connect("alice");
  expect(alice.numerics("MOTD")).toEqual([
    "375 :- irc.test Message of the day - ",
    "372 :- one",
    "372 :- ",
    "372 :- two",
    "376 :End of /MOTD command.",
  ]);
});

test("without a configured message there is one still", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("MOTD").map((line) => line.slice(0, 3))).toEqual(["375", "372", "376"]);
});

test("MOTD of this server by name or mask is answered, of another with 402", () => {
  const alice = new TestNetwork().connect("alice");
  for (const target of ["irc.test", "IRC.*", "alice"]) {
    expect(alice.numerics(`MOTD ${target}`)[0], target).toMatch(/^375/);
  }
  expect(alice.numerics("MOTD other.test")).toEqual(["402 other.test :No such server"]);
});
