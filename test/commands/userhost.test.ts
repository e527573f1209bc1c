import { expect, test } from "vitest";
import { forceAway, forceUserModes } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";

test("USERHOST tells user, host, and who is away or an operator", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.connect("bob");
  network.makeOperator(network.connect("carol"));
  forceAway(network, "bob", "lunch");
  expect(alice.numerics("USERHOST alice BOB nobody carol")).toEqual([
    "302 :alice=+alice@192.0.2.2 bob=-bob@192.0.2.3 carol*=+carol@192.0.2.4",
  ]);
});

test("USERHOST does not tell operators with +H", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.makeOperator(network.connect("bob"));
  forceUserModes(network, "bob", "H");
  expect(alice.numerics("USERHOST bob")).toEqual(["302 :bob=+bob@192.0.2.3"]);
});

test("USERHOST takes five nicks, and answers when nobody is there", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("USERHOST a b c d e alice")).toEqual(["302 :"]);
});
