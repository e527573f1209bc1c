import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("MONITOR + tells who is there and who is not, and then who comes and goes", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const bob = network.connect("bob");
  expect(alice.numerics("MONITOR + bob,carol")).toEqual(["730 :bob!bob@192.0.2.3", "731 :carol"]);
  network.connect("carol");
  bob.send("QUIT");
  expect(alice.read()).toEqual([":irc.test 730 alice :carol!carol@192.0.2.4", ":irc.test 731 alice :bob"]);
});

test("MONITOR without anything to do is answered with 461, an unknown action with nothing", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("MONITOR", "MONITOR +", "MONITOR -")).toEqual(
    Array(3).fill("461 MONITOR :Not enough parameters"),
  );
  expect(alice.ask("MONITOR x")).toEqual([]);
});
