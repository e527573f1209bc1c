import { expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "message-tags batch server-time";

test.each(["active", "paused", "done"])("typing=%s is brought to a channel and to a user", (state) => {
  const { alice, bob } = capableRoom({ alice: caps, bob: "message-tags" });
  alice.send(`@+typing=${state} TAGMSG #room`, `@+typing=${state} TAGMSG bob`);
  expect(bob.read().map(tagged)).toEqual(
    ["#room", "bob"].map((target) => ({
      tags: { msgid: expect.any(String), "+typing": state },
      line: `:alice!alice@192.0.2.2 TAGMSG ${target}`,
    })),
  );
});

test("who types to somebody who is away is not told so", () => {
  const { alice, bob } = capableRoom({ alice: caps, bob: caps });
  bob.send("AWAY :gone");
  expect(alice.ask("@+typing=active TAGMSG bob")).toEqual([]);
});

test("who types is not kept in the history", () => {
  const { alice, bob } = capableRoom({ alice: caps, bob: caps });
  alice.send("@+typing=active TAGMSG #room", "@+typing=active TAGMSG bob");
  bob.read();
  expect(bob.ask("HISTORY #room", "HISTORY alice").join()).not.toMatch(/TAGMSG|typing/);
});

test("who types without a word does not show that they are in a channel with +D", () => {
  const { alice, bob, dave } = capableRoom({ alice: caps, bob: caps, dave: caps }, "+D");
  dave.send("JOIN #room", "@+typing=active TAGMSG #room");
  expect([...alice.read(), ...bob.read()]).toEqual([]);
  dave.send("PRIVMSG #room :here", "@+typing=active TAGMSG #room");
  expect(bob.read().map((line) => tagged(line).line.split(" ")[1])).toEqual(["JOIN", "PRIVMSG", "TAGMSG"]);
});

test("typing too much is held back like anything else that is too much", () => {
  const { network, alice, bob } = capableRoom({ alice: caps, bob: caps }, "", { unlimited: false });
  network.advance(60_000);
  for (const client of [alice, bob]) client.ask("PONG x");
  for (let at = 0; at < 100; at += 1) alice.send("@+typing=active TAGMSG #room");
  const heard = bob.read().filter((line) => line.includes("TAGMSG"));
  expect(heard.length).toBeGreaterThan(5);
  expect(heard.length).toBeLessThan(40);
});
