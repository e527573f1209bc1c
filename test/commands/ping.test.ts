import fc from "fast-check";
import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("PING is answered with its token, before registration and after", () => {
  const network = new TestNetwork();
  expect(network.open().ask("PING early")).toEqual([":irc.test PONG irc.test :early"]);
  expect(network.connect("alice").ask("PING :two words")).toEqual([":irc.test PONG irc.test :two words"]);
});

test("PING gives any token back as it came", () => {
  const alice = new TestNetwork({ unlimited: true }).connect("alice");
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~é✓]{1,100}$/), (token) => {
      expect(alice.ask(`PING :${token}`)).toEqual([`:irc.test PONG irc.test :${token}`]);
    }),
  );
});

test("PING with a second parameter is answered by this server, with the first", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.ask("PING token irc.test")).toEqual([":irc.test PONG irc.test :token"]);
});

test.each(["PING", "PING :"])("%s has no token to give back: 409", (line) => {
  expect(new TestNetwork().connect("alice").numerics(line)).toEqual(["409 :No origin specified"]);
});
