import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("ADMIN names who runs the server, with a dash for what is not told", () => {
  const alice = new TestNetwork({ admin: { location: "Berlin", email: "admin@example.net" } }).connect(
    "alice",
  );
  expect(alice.numerics("ADMIN")).toEqual([
    "256 irc.test :Administrative info",
    "257 :Berlin",
    "258 :-",
    "259 :admin@example.net",
  ]);
});

test("ADMIN answers 423 when nobody is named, 402 for another server", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("ADMIN")).toEqual(["423 irc.test :No administrative info available"]);
  expect(alice.numerics("ADMIN other.test")).toEqual(["402 other.test :No such server"]);
});
