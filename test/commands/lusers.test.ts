import { expect, test } from "vitest";
import { forceUserModes } from "../kit/force.ts";
import { TestNetwork } from "../kit/network.ts";

test("LUSERS counts users, the invisible, operators, the unregistered and channels", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  network.open();
  forceUserModes(network, "bob", "i");
  if (bob) network.makeOperator(bob);
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

test("LUSERS says so when there is none of something", () => {
  const alice = new TestNetwork().connect("alice");
  expect(alice.numerics("LUSERS").slice(1, 4)).toEqual([
    "252 0 :operator(s) online",
    "253 0 :unknown connection(s)",
    "254 0 :channels formed",
  ]);
});

test("LUSERS does not count operators with +H", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.makeOperator(alice);
  expect(alice.numerics("LUSERS")).toContain("252 1 :operator(s) online");
  forceUserModes(network, "alice", "H");
  expect(alice.numerics("LUSERS")).toContain("252 0 :operator(s) online");
});

test("an operator who quits is counted no longer, hidden or not", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  for (const modes of ["", "H"]) {
    const bob = network.connect("bob");
    network.makeOperator(bob);
    forceUserModes(network, "bob", modes);
    bob.send("QUIT");
    expect(alice.numerics("LUSERS")).toContain("252 0 :operator(s) online");
  }
});
