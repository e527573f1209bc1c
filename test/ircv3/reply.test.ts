import { expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "message-tags echo-message";

test("a reply names the id of the message that was read, as it is", () => {
  const { alice, bob } = capableRoom({ alice: caps, bob: caps });
  alice.send("PRIVMSG #room :Hello!");
  const id = tagged(bob.read()[0] ?? "").tags["msgid"];
  const [echo = ""] = bob.ask(`@+reply=${id} PRIVMSG #room :Hello to you!`);
  const { tags, line } = tagged(echo);
  expect(tags).toEqual({ msgid: expect.any(String), "+reply": id });
  expect(tags["msgid"]).not.toBe(id);
  expect(line).toBe(":bob!bob@192.0.2.3 PRIVMSG #room :Hello to you!");
  expect(alice.read()).toEqual([expect.stringContaining("Hello!"), echo]);
});

test("a reply to what never was is passed on: only clients know what they mean", () => {
  const { alice, bob } = capableRoom({ alice: caps, bob: caps });
  alice.send("@+reply=none PRIVMSG #room :what?");
  expect(bob.read().map((line) => tagged(line).tags["+reply"])).toEqual(["none"]);
});
