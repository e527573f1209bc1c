import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("MAP shows this server and how many users it has", () => {
  const network = new TestNetwork();
  network.connect("bob");
  expect(network.connect("alice").numerics("MAP")).toEqual(["015 :irc.test [Users: 2]", "017 :End of /MAP"]);
});
