import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

test("a notice reaches users and channels as a NOTICE", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  alice?.send("NOTICE bob,#room :psst");
  expect(bob?.read().map((line) => line.split(" ").slice(1).join(" "))).toEqual([
    "NOTICE bob :psst",
    "NOTICE #room :psst",
  ]);
});

test("a notice is never answered, whatever is wrong with it", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const bob = network.connect("bob");
  bob.ask("JOIN #closed", "AWAY :gone", "MODE bob +gRTZ");
  const broken = [
    "NOTICE",
    "NOTICE bob",
    "NOTICE bob :",
    "NOTICE nobody :x",
    "NOTICE #none :x",
    "NOTICE #closed :x",
    "NOTICE a,b,c,d,e,f :x",
    "NOTICE $$* :x",
    "NOTICE bob :x",
    "NOTICE bob :\x01VERSION 1\x01",
  ];
  expect(alice.ask(...broken)).toEqual([]);
  expect(bob.read()).toEqual([]);
});

test("a notice to who is away brings no 301", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  network.connect("bob").send("AWAY :gone");
  expect(alice.ask("NOTICE bob :x")).toEqual([]);
});

test("a notice under +g tells the other with 718 but the sender nothing", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const bob = network.connect("bob");
  bob.ask("MODE bob +g");
  expect(alice.ask("NOTICE bob :x")).toEqual([]);
  expect(bob.read().map((line) => line.split(" ")[1])).toEqual(["718"]);
});
