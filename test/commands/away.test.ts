import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

function pair() {
  const network = new TestNetwork();
  return { network, alice: network.connect("alice"), bob: network.connect("bob") };
}

test("AWAY with a message is 306, and whoever writes then reads it in 301", () => {
  const { alice, bob } = pair();
  expect(bob.numerics("AWAY :out for lunch")).toEqual(["306 :You have been marked as being away"]);
  expect(alice.numerics("PRIVMSG bob :hi")).toEqual(["301 bob :out for lunch"]);
  expect(bob.read()).toHaveLength(1);
});

test("AWAY without a message, or with an empty one, is 305 and ends it", () => {
  const { alice, bob } = pair();
  for (const back of ["AWAY", "AWAY :"]) {
    bob.send("AWAY :gone");
    expect(bob.numerics(back)).toEqual(["305 :You are no longer marked as being away"]);
    expect(alice.numerics("PRIVMSG bob :hi")).toEqual([]);
  }
});

test("CTCP requests bring no 301, but ACTION is speech and does", () => {
  const { alice, bob } = pair();
  bob.ask("AWAY :gone");
  expect(alice.numerics("PRIVMSG bob :\x01PING 1\x01")).toEqual([]);
  expect(alice.numerics("PRIVMSG bob :\x01ACTION waves\x01")).toEqual(["301 bob :gone"]);
});

test("a message to a channel brings no 301 for members who are away", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  bob?.ask("AWAY :gone");
  expect(alice?.numerics("PRIVMSG #room :hi")).toEqual([]);
});

test("the message is cut to AWAYLEN between two characters", () => {
  const network = new TestNetwork({ limits: { awayLength: 10 } });
  const alice = network.connect("alice");
  network.connect("bob").send(`AWAY :${"ä".repeat(4)}€€`);
  expect(alice.numerics("PRIVMSG bob :hi")).toEqual([`301 bob :${"ä".repeat(4)}`]);
});
