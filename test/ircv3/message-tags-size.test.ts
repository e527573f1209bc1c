import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { forceAccount } from "../kit/force.ts";

const tags = "message-tags";
const tooLong = ":irc.test 417 alice :Input line was too long";

/** Tags that take so many bytes together, between the `@` and the space. */
const tagData = (bytes: number, key = "+x") => `${key}=${"v".repeat(bytes - key.length - 1)}`;

describe("what a client sends", () => {
  test.each([
    ["client-only tags", "+x"],
    ["other tags, too", "x"],
  ])("may have 4094 bytes of %s, and is refused with 417 beyond that", (_, key) => {
    // "Clients MUST NOT send messages with tag data exceeding 4094 bytes, this includes tags with or without
    // the client-only prefix"; "Servers MUST NOT truncate tags and MUST always reject lines that exceed".
    const { alice, bob } = capableRoom({ alice: tags, bob: tags });
    expect(alice.ask(`@${tagData(4094, key)} PRIVMSG #room :hi`)).toEqual([]);
    expect(bob.read()).toHaveLength(1);
    expect(alice.ask(`@${tagData(4095, key)} PRIVMSG #room :hi`)).toEqual([tooLong]);
    expect(alice.ask(`@${tagData(8191, key)} TAGMSG #room`)).toEqual([tooLong]);
    expect(bob.read()).toEqual([]);
  });

  test("is counted in bytes, not in characters", () => {
    const { alice } = capableRoom({ alice: tags });
    const value = "ü".repeat(2045);
    expect(alice.ask(`@+x=${value} PRIVMSG #room :hi`)).toEqual([]);
    expect(alice.ask(`@+xyz=${value} PRIVMSG #room :hi`)).toEqual([tooLong]);
  });

  test("may have 512 bytes behind its tags, with the line end", () => {
    // "The size limit for the rest of the message remains unchanged at 512 bytes."
    const { alice, bob } = capableRoom({ alice: tags, bob: tags });
    const body = (bytes: number) => `NOTICE #room :${"x".repeat(bytes - 2 - "NOTICE #room :".length)}`;
    expect(alice.ask(`@${tagData(4094)} ${body(512)}`)).toEqual([]);
    expect(bob.read()).toHaveLength(1);
    expect(alice.ask(`@${tagData(4094)} ${body(513)}`, `@+x ${body(513)}`)).toEqual([tooLong, tooLong]);
    expect(bob.read()).toEqual([]);
  });

  test("is refused from a client without tags alike, and before it has registered", () => {
    const { network, dave } = capableRoom({});
    expect(dave.numerics(`@${tagData(4095)} PRIVMSG alice :hi`)).toEqual(["417 :Input line was too long"]);
    expect(network.open().numerics(`@${tagData(4095)} NICK eve`)).toEqual(["417 :Input line was too long"]);
  });
});

describe("what a client is sent", () => {
  test("has all 4094 bytes that another client put on it, and the server's own tags besides", () => {
    // <combined_max> (8191) :: '@' <tag_data 4094> ';' <tag_data 4094> ' '
    const all = "message-tags server-time account-tag draft/oper-tag batch labeled-response echo-message";
    const { network, alice, bob } = capableRoom({ alice: all, bob: all });
    forceAccount(network, "alice", "Alice");
    network.makeOperator(alice);
    const data = tagData(4000);
    const label = `label=${"l".repeat(64)}`;
    const lines = alice.ask(`@${label};${data} PRIVMSG #room :${"x".repeat(480)}`);
    for (const line of [...lines, ...bob.read()]) {
      const [words = "", ...body] = line.split(" ");
      expect(words).toContain(`;${data}`);
      expect(words.length + 1).toBeLessThanOrEqual(8191);
      expect(words.length - data.length - 2).toBeLessThanOrEqual(4094);
      expect(Buffer.byteLength(body.join(" "))).toBe(510);
    }
    expect(lines).toHaveLength(1);
  });
});
