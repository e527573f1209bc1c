import { expect, test } from "vitest";
import { trafficOf } from "../../src/sessions/traffic.ts";
import { TestNetwork } from "../kit/network.ts";

test("a session that is used again counts from zero", () => {
  const network = new TestNetwork();
  const alice = network.connect("alice");
  const { session } = alice;
  alice.send("QUIT");
  alice.vanish();
  network.advance(10_000);
  const bob = network.open();
  expect(bob.session).toBe(session);
  expect(trafficOf(bob.session)).toEqual({
    sendq: 0,
    sentMessages: 0,
    sentBytes: 0,
    receivedMessages: 0,
    receivedBytes: 0,
    since: network.now,
  });
});

test("what was written is counted once, in messages and bytes", () => {
  const network = new TestNetwork();
  const [alice, bob] = network.inChannel("#room", "alice", "bob");
  const before = bob && trafficOf(bob.session);
  alice?.send("PRIVMSG #room :grüße");
  const lines = bob?.read() ?? [];
  const after = bob && trafficOf(bob.session);
  expect(lines).toHaveLength(1);
  expect((after?.sentMessages ?? 0) - (before?.sentMessages ?? 0)).toBe(1);
  expect((after?.sentBytes ?? 0) - (before?.sentBytes ?? 0)).toBe(Buffer.byteLength(`${lines[0]}\r\n`));
});
