import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";

const caps = "message-tags batch draft/multiline";

/** A room where alice has a batch open, with a line in it. */
function openedBatch() {
  const room = capableRoom({ alice: caps });
  expect(room.alice.ask("BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :one")).toEqual([]);
  return room;
}

describe("a line that cannot be read while a batch is open", () => {
  test.each([
    ["too long", Buffer.from(`@batch=1 PRIVMSG #room :${"x".repeat(600)}\r\n`), " 417 alice "],
    [
      "with too many tags",
      Buffer.from(`@batch=1;+x=${"x".repeat(4100)} PRIVMSG #room :x\r\n`),
      " 417 alice ",
    ],
    ["no UTF-8", Buffer.from("@batch=1 PRIVMSG #room :\xff\r\n", "latin1"), " FAIL PRIVMSG INVALID_UTF8 "],
    ["with a bare CR", Buffer.from("@batch=1 PRIVMSG #room :x\ry\r\n"), " NOTICE alice "],
  ])("fails the batch, if it is %s: what is left of it is not said", (_, bytes, refusal) => {
    const { alice, bob } = openedBatch();
    alice.sendBytes(bytes);
    expect(alice.read()).toEqual([
      expect.stringContaining(refusal),
      expect.stringMatching(/^:irc.test FAIL BATCH MULTILINE_INVALID :/),
    ]);
    expect(alice.ask("@batch=1 PRIVMSG #room :two", "BATCH -1")).toEqual([]);
    expect(bob.read()).toEqual([]);
  });
});

describe("a batch that is refused as it is opened", () => {
  test.each([
    ["bob", "BATCH +7 draft/multiline #room", "7", "UNKNOWN_TYPE 7 draft/multiline"],
    ["alice", "BATCH +7 example.org/other #room", "7", "UNKNOWN_TYPE 7 example.org/other"],
    ["alice", "BATCH +7", "7", "UNKNOWN_TYPE 7 \\*"],
    ["alice", "BATCH +a_b draft/multiline #room", "a_b", "INVALID_REFTAG a_b"],
    ["bob", "BATCH +a_b draft/multiline #room", "a_b", "INVALID_REFTAG a_b"],
    ["alice", "BATCH +7 draft/multiline", "7", "MULTILINE_INVALID"],
  ] as const)("has what comes of it ignored: %s sends %s", (nick, line, ref, code) => {
    // "all past and future messages in this batch will be ignored."
    const room = capableRoom({ alice: caps });
    expect(room[nick].ask(line)).toEqual([expect.stringMatching(`^:irc.test FAIL BATCH ${code} :`)]);
    expect(room[nick].ask(`@batch=${ref} PRIVMSG #room :one`, `BATCH -${ref}`)).toEqual([]);
    expect(room.carol.read()).toEqual([]);
    expect(room[nick].ask("PRIVMSG #room :after", "PING x")).toEqual([":irc.test PONG irc.test :x"]);
    expect(room.carol.read()).toEqual([expect.stringMatching(/PRIVMSG #room :after$/)]);
  });
});
