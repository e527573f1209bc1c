import { expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { saySeveral } from "../kit/several-lines.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "message-tags batch draft/multiline";

test.each([
  ["+draft/react", "lol"],
  ["+draft/react", ":)"],
  ["+draft/react", "👋"],
  ["+draft/unreact", "🇦🇷"],
  ["+draft/react", "a\\sb\\:c"],
])("%s=%s is brought with what it is about, as it is", (name, value) => {
  // "The value has no restrictions."; "These tags MAY be attached to an empty message."
  const { alice, bob } = capableRoom({ alice: caps, bob: caps });
  for (const line of ["TAGMSG #room", "PRIVMSG #room :lol", "TAGMSG bob"]) {
    alice.send(`@+reply=123;${name}=${value} ${line}`);
    expect(bob.read().map(tagged)).toEqual([
      {
        tags: { msgid: expect.any(String), "+reply": "123", [name]: value },
        line: `:alice!alice@192.0.2.2 ${line}`,
      },
    ]);
  }
});

test("a reaction of several lines stands on the line that opens it", () => {
  const { alice, bob } = capableRoom({ alice: caps, bob: caps });
  saySeveral(alice, "#room", ["one", "two"], { tags: "+reply=123;+draft/react=lol" });
  expect(bob.read().map((line) => tagged(line).tags["+draft/react"])).toEqual([
    "lol",
    undefined,
    undefined,
    undefined,
  ]);
});

test("a reaction alone is not shown to who cannot read it", () => {
  const { alice, bob } = capableRoom({ alice: caps });
  alice.send("@+reply=123;+draft/react=lol TAGMSG #room");
  expect(bob.read()).toEqual([]);
});
