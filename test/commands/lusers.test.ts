import { expect, test } from "vitest";
import { forceOperator, forceUserModes } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";

test("LUSERS counts users, the invisible, operators, the unregistered and channels", () => {
  const network = new TestNetwork();
  const [alice] = network.inChannel("#room", "alice", "bob");
  network.open();
  forceUserModes(network, "bob", "i");
  forceOperator(network, "bob");
  expect(alice?.numerics("LUSERS")).toEqual([
    "251 :There are 1 users and 1 invisible on 1 servers",
    "252 1 :operator(s) online",
    "253 1 :unknown connection(s)",
    "254 1 :channels formed",
    "255 :I have 2 clients and 0 servers",
    "265 2 2 :Current local users 2, max 2",
    "266 2 2 :Current global users 2, max 2",
  ]);
});

test("LUSERS leaves out what there is none of, and operators with +H", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const codes = () => alice.numerics("LUSERS").map((line) => line.slice(0, 3));
  expect(codes()).toEqual(["251", "255", "265", "266"]);
  forceOperator(network, "alice");
  expect(codes()).toContain("252");
  forceUserModes(network, "alice", "H");
  expect(codes()).not.toContain("252");
});

test("an operator who quits is counted no longer, hidden or not", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  for (const modes of ["", "H"]) {
    const bob = network.connect("bob");
    forceOperator(network, "bob");
    forceUserModes(network, "bob", modes);
    bob.send("QUIT");
    expect(alice.numerics("LUSERS").some((line) => line.startsWith("252"))).toBe(false);
  }
});
