import { expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { tagged } from "../kit/tagged.ts";

test.each(["PRIVMSG", "NOTICE"])("a private %s has the channel it is about, as it is", (verb) => {
  const { alice, bob } = capableRoom({ alice: "message-tags", bob: "message-tags" });
  alice.send(`@+channel-context=#room ${verb} bob :I'm helping.`);
  expect(bob.read().map(tagged)).toEqual([
    {
      tags: { msgid: expect.any(String), "+channel-context": "#room" },
      line: `:alice!alice@192.0.2.2 ${verb} bob :I'm helping.`,
    },
  ]);
});

test("a context tells nothing of a channel: one that is secret is passed on as one that is not there", () => {
  // The server does not look: "client implementations might allow users to hide these messages".
  const { alice, bob, dave } = capableRoom({ bob: "message-tags", dave: "message-tags" }, "+s");
  dave.send("@+channel-context=#room NOTICE bob :a", "@+channel-context=#none NOTICE bob :b");
  expect(bob.read().map((line) => tagged(line).tags["+channel-context"])).toEqual(["#room", "#none"]);
  expect([...dave.read(), ...alice.read()]).toEqual([]);
});
