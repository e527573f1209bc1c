import { expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { TestNetwork } from "../kit/network.ts";

function pair(config: ConfigInput = {}) {
  const network = new TestNetwork(config);
  const alice = network.connect("alice", { address: "192.0.2.10" });
  const bob = network.connect("bob", { address: "192.0.2.11" });
  return { network, alice, bob };
}

test("who is silenced notices nothing, and the other hears nothing", () => {
  const { alice, bob } = pair();
  expect(bob.ask("SILENCE +*!*@192.0.2.10")).toEqual([":bob!bob@192.0.2.11 SILENCE +*!*@192.0.2.10"]);
  expect(alice.ask("PRIVMSG bob :hi", "NOTICE bob :hi")).toEqual([]);
  expect(bob.read()).toEqual([]);
});

test("who is silenced learns neither that the other is away nor what modes they have", () => {
  const { alice, bob } = pair();
  bob.ask("AWAY :gone", "MODE bob +gRTZ", "SILENCE +alice");
  expect(alice.ask("PRIVMSG bob :hi", "PRIVMSG bob :\x01PING\x01")).toEqual([]);
  expect(bob.read()).toEqual([]);
});

test("what is said in a channel is not silenced", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  bob?.ask("SILENCE +alice");
  alice?.send("PRIVMSG #room :hi");
  expect(bob?.read()).toHaveLength(1);
});

test("a mask is completed and folded, and removing it lets messages through again", () => {
  const { alice, bob } = pair();
  expect(bob.ask("SILENCE ALICE")).toEqual([":bob!bob@192.0.2.11 SILENCE +ALICE!*@*"]);
  expect(alice.ask("PRIVMSG bob :hi")).toEqual([]);
  expect(bob.ask("SILENCE -alice")).toEqual([":bob!bob@192.0.2.11 SILENCE -ALICE!*@*"]);
  alice.send("PRIVMSG bob :hi");
  expect(bob.read()).toHaveLength(1);
});

test("the list is read with SILENCE alone or with the own nick, in the order of setting", () => {
  const { bob } = pair();
  bob.ask("SILENCE +b@example.org,+a!*@*", "SILENCE -*!b@example.org");
  bob.ask("SILENCE +c");
  const list = ["271 bob a!*@*", "271 bob c!*@*", "272 bob :End of Silence List"];
  expect(bob.numerics("SILENCE")).toEqual(list);
  expect(bob.numerics("SILENCE BOB")).toEqual(list);
});

test("setting a mask twice or removing a missing one says nothing", () => {
  const { bob } = pair();
  bob.ask("SILENCE +a");
  expect(bob.ask("SILENCE +A", "SILENCE -b", "SILENCE +,-")).toEqual([]);
});

test("a full list refuses with 511, and removing makes room", () => {
  const { bob } = pair({ limits: { silence: 2 } });
  bob.ask("SILENCE +a,+b");
  expect(bob.numerics("SILENCE +c")).toEqual(["511 c!*@* :Your silence list is full"]);
  expect(bob.numerics("SILENCE -a,+c")).toEqual([]);
  expect(bob.numerics("SILENCE")).toEqual(["271 bob b!*@*", "271 bob c!*@*", "272 bob :End of Silence List"]);
});

test("more masks than a command takes end in 407", () => {
  const { bob } = pair({ limits: { commandTargets: 2 } });
  expect(bob.numerics("SILENCE +a,+b,+c,+d")).toEqual(["407 +c :Too many targets"]);
});

test.each([`*${"a".repeat(250)}`, ":a b", "a\u0007b"])("a mask such as %j is refused with 415", (mask) => {
  const { alice } = pair();
  expect(alice.numerics(`SILENCE ${mask}`).map((line) => line.slice(0, 3))).toEqual(["415"]);
  expect(alice.numerics("SILENCE")).toEqual(["272 alice :End of Silence List"]);
});
