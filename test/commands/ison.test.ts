import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("ISON names those who are there, once each and as they write themselves", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.connect("Bob");
  expect(alice.numerics("ISON bob nobody ALICE BOB")).toEqual(["303 :Bob alice"]);
  expect(alice.numerics("ISON :bob nobody alice")).toEqual(["303 :Bob alice"]);
});

test("ISON answers when nobody is there", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("ISON nobody")).toEqual(["303 :"]);
});

test("no nick in the answer is cut", () => {
  const network = new TestNetwork();
  const nicks = Array.from({ length: 16 }, (_, index) => `${"n".repeat(28)}${index}`);
  for (const nick of nicks) network.connect(nick);
  const found = network.connect("alice").numerics(`ISON ${nicks.join(" ")}`);
  expect(found.flatMap((line) => line.slice("303 :".length).split(" "))).toEqual(nicks);
});

test("ISON without a nick answers 461", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("ISON")).toEqual(["461 ISON :Not enough parameters"]);
});
