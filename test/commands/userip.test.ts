import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("USERIP shows the address to the user and to operators, a placeholder to others", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.connect("bob");
  expect(alice.numerics("USERIP alice bob")).toEqual([
    "340 :alice=+alice@192.0.2.2 bob=+bob@255.255.255.255",
  ]);
  network.makeOperator(alice);
  expect(alice.numerics("USERIP bob")).toEqual(["340 :bob=+bob@192.0.2.3"]);
});
