import { expect, test } from "vitest";
import { TestNetwork } from "../kit/network.ts";

const impatient = { connections: { pingSeconds: 60, pongSeconds: 30 } };

test("who answers the PING of the server stays, whatever the token", () => {
  const network = new TestNetwork(impatient);
  const alice = network.connect("alice");
  for (const pong of ["PONG irc.test", "PONG :something else", "PONG"]) {
    network.advance(70_000);
    expect(alice.read()).toEqual(["PING :irc.test"]);
    expect(alice.ask(pong)).toEqual([]);
  }
});

test("who does not is gone", () => {
  const network = new TestNetwork(impatient);
  const alice = network.connect("alice");
  network.advance(100_000);
  expect(alice.read().at(-1)).toMatch(/^:?.*ERROR :Closing Link: \S+ \(Ping timeout: \d+ seconds\)$/);
});

test("PONG is never answered, not before registration either", () => {
  expect(new TestNetwork().open().ask("PONG x", "PONG")).toEqual([]);
});

test("PONG costs nothing of what a client may send", () => {
  const alice = new TestNetwork().connect("alice");
  alice.send(...Array.from({ length: 500 }, () => "PONG irc.test"));
  expect(alice.ask("PING still")).toEqual([":irc.test PONG irc.test :still"]);
});
