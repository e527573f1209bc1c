import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { forceAccount } from "../kit/force.ts";
import { saySeveral } from "../kit/several-lines.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "batch draft/multiline message-tags";
const by = ":alice!alice@192.0.2.2";

describe("to who knows no messages of several lines, one comes", () => {
  test.each([undefined, "batch", "batch message-tags server-time", "draft/multiline"])(
    "line by line, without a batch: with %s",
    (carol) => {
      // "servers MUST deliver the component messages without using a multiline BATCH".
      const room = capableRoom({ alice: caps, ...(carol !== undefined && { carol }) });
      saySeveral(room.alice, "#room", ["hello", "how is ", "+everyone?"]);
      const lines = room.carol.read().map(tagged);
      expect(lines.map(({ line }) => line)).toEqual([
        `${by} PRIVMSG #room :hello`,
        `${by} PRIVMSG #room :how is `,
        `${by} PRIVMSG #room :everyone?`,
      ]);
      expect(lines.flatMap(({ tags }) => Object.keys(tags)).join()).not.toMatch(/batch|concat/);
    },
  );

  test("without its blank lines", () => {
    // "Servers MUST NOT send blank lines to clients that have not negotiated the multiline capability."
    const { alice, carol } = capableRoom({ alice: caps });
    saySeveral(alice, "#room", ["", "one", "", "", "two", ""], { verb: "NOTICE" });
    expect(carol.read()).toEqual([`${by} NOTICE #room :one`, `${by} NOTICE #room :two`]);
  });

  test.each([[["one", "two"]], [["", "one", "two"]]])(
    "with its id and the client's tags on the first line that is sent, and on no other: %j",
    (said) => {
      // "Any tags that would have been added to the batch MUST be included on the first message line to be sent";
      // "Servers MUST only include a message ID on the first message of a batch".
      const { network, alice, carol } = capableRoom({
        alice: caps,
        carol: "message-tags account-tag server-time",
      });
      forceAccount(network, "alice", "Alice");
      saySeveral(alice, "#room", said, { tags: "+draft/react=x;+a" });
      expect(carol.read().map((line) => Object.keys(tagged(line).tags))).toEqual([
        ["time", "account", "msgid", "+draft/react", "+a"],
        ["time", "account"],
      ]);
    },
  );

  test("with the same id that others read on the batch", () => {
    const { alice, bob, carol } = capableRoom({ alice: caps, bob: caps, carol: "message-tags" });
    saySeveral(alice, "#room", ["one", "two"]);
    const id = tagged(bob.read()[0] ?? "").tags["msgid"];
    expect(id).toBeDefined();
    expect(carol.read().map((line) => tagged(line).tags["msgid"])).toEqual([id, undefined]);
  });

  test("with each line cut where it is too long", () => {
    const { alice, bob, carol } = capableRoom({ alice: caps, bob: caps });
    const long = "ü".repeat(240);
    saySeveral(alice, "#room", [long, "short"]);
    const [cut = "", short] = carol.read();
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(510);
    expect(cut).toMatch(/ :ü{200,}$/);
    expect(short).toBe(`${by} PRIVMSG #room :short`);
    const whole = bob.read();
    expect(whole).toHaveLength(4);
    for (const line of whole) expect(Buffer.byteLength(tagged(line).line)).toBeLessThanOrEqual(510);
  });

  test("in the history as plain lines", () => {
    const { alice, carol } = capableRoom({ alice: caps });
    saySeveral(alice, "#room", ["one", "", "two ", "+three"]);
    expect(carol.ask("HISTORY #room").map((line) => line.split("> ")[1])).toEqual(["one", "two three"]);
  });

  test("in words to a person at a terminal, where a line may be as long as it is", () => {
    const { network, alice } = capableRoom({ alice: caps });
    const person = network.open({ console: true });
    person.send("/nick erin", "/join room");
    person.read();
    saySeveral(alice, "#room", ["one", "", "how is ", "+everyone?"]);
    saySeveral(alice, "erin", ["two", "three"], { verb: "NOTICE" });
    expect(person.read()).toEqual([
      "[#room] <alice> one",
      "[#room] <alice> how is everyone?",
      "alice -> erin: two",
      "alice -> erin: three",
    ]);
  });
});
