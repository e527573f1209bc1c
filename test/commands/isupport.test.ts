import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("ISUPPORT shows 005 again, and before registration only to who asked for that", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  expect(alice.numerics("ISUPPORT")[0]).toMatch(/^005 ACCEPT=32 /);
  expect(network.open().numerics("ISUPPORT")).toEqual(["451 :You have not registered"]);
  const early = network.open();
  early.send("CAP REQ :draft/extended-isupport");
  early.read();
  expect(early.numerics("ISUPPORT")[0]).toMatch(/^005 ACCEPT=32 /);
});
