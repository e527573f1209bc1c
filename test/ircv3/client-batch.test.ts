import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { saySeveral } from "../kit/several-lines.ts";

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

describe("the reference of a batch", () => {
  test.each(["1", "a", "Z9-", "-", "x".repeat(64)])("is of ASCII letters, digits and hyphens: %s", (ref) => {
    // batch.md: "MUST contain only ASCII letters, numbers, and/or hyphen".
    const { alice, carol } = capableRoom({ alice: caps });
    expect(saySeveral(alice, "#room", ["one"], { ref })).toEqual([]);
    expect(carol.read()).toHaveLength(1);
  });

  test.each(["a_b", "a.b", "ü", "+1", "a/b", "x".repeat(65)])(
    "is nothing else, and not endless: %s",
    (ref) => {
      const { alice, carol } = capableRoom({ alice: caps });
      expect(alice.ask(`BATCH +${ref} draft/multiline #room`)).toEqual([
        expect.stringMatching(/^:irc.test FAIL BATCH INVALID_REFTAG \S+ :\S/),
      ]);
      alice.send(`@batch=${ref} PRIVMSG #room :one`, `BATCH -${ref}`);
      expect(carol.read()).toEqual([]);
    },
  );

  test("is that of an open batch, in the same case", () => {
    // batch.md: "MUST be case-sensitive".
    const { alice, bob, carol } = capableRoom({ alice: caps });
    alice.send("BATCH +a draft/multiline #room", "@batch=a PRIVMSG #room :one");
    const unknown = expect.stringMatching(/^:irc.test FAIL BATCH INVALID_REFTAG A :/);
    expect(alice.ask("@batch=A PRIVMSG #room :two", "BATCH -A")).toEqual([unknown, unknown]);
    expect(alice.ask("BATCH -a")).toEqual([]);
    expect([bob.read().length, carol.read().length]).toEqual([1, 1]);
  });

  test.each(["BATCH -9", "@batch=9 PRIVMSG #room :one", "@batch=9 JOIN #x", "@batch= PRIVMSG #room :one"])(
    "is of no batch that is open: %s",
    (line) => {
      const { alice, carol } = capableRoom({ alice: caps });
      expect(alice.ask(line)).toEqual([expect.stringMatching(/^:irc.test FAIL BATCH INVALID_REFTAG \S+ :/)]);
      expect(carol.read()).toEqual([]);
    },
  );

  test("may be used again, once its batch is closed or another one is open", () => {
    const { alice, carol } = capableRoom({ alice: caps });
    for (const text of ["one", "two"]) saySeveral(alice, "#room", [text]);
    expect(carol.read()).toHaveLength(2);
  });

  test("is the client's own: two clients use the same at once", () => {
    const { alice, bob, carol } = capableRoom({ alice: caps, bob: caps });
    for (const client of [alice, bob]) client.send("BATCH +1 draft/multiline #room");
    for (const client of [bob, alice]) client.send("@batch=1 PRIVMSG #room :mine");
    for (const client of [alice, bob]) client.send("BATCH -1");
    expect(carol.read().map((line) => line.split("!")[0])).toEqual([":alice", ":bob"]);
  });
});

describe("a batch that is open", () => {
  test("fails after 30 seconds, and what comes of it afterwards is ignored", () => {
    // "TIMEOUT <reference-tag>: the batch was left open for too long".
    const { network, alice, carol } = capableRoom({ alice: caps });
    alice.send("BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :one");
    network.advance(29_000);
    expect(alice.read()).toEqual([]);
    network.advance(2_000);
    expect(alice.read()).toEqual([expect.stringMatching(/^:irc.test FAIL BATCH TIMEOUT 1 :\S/)]);
    expect(alice.ask("@batch=1 PRIVMSG #room :two", "BATCH -1")).toEqual([]);
    expect(carol.read()).toEqual([]);
    network.advance(60_000);
    expect(alice.read().join()).not.toContain("FAIL");
  });

  test("that is closed, or has failed, does not time out", () => {
    const { network, alice } = capableRoom({ alice: caps });
    saySeveral(alice, "#room", ["one"]);
    alice.ask("BATCH +2 draft/multiline #room", "@batch=2 JOIN #x");
    network.advance(60_000);
    expect(alice.read()).toEqual([]);
  });

  test("lets PING, PONG and QUIT through, which clients send by themselves", () => {
    const { alice, carol } = openedBatch();
    expect(alice.ask("PING x", "PONG y")).toEqual([":irc.test PONG irc.test :x"]);
    alice.send("BATCH -1", "BATCH +2 draft/multiline #room", "@batch=2 PRIVMSG #room :unsaid", "QUIT :bye");
    expect(carol.read()).toEqual([
      ":alice!alice@192.0.2.2 PRIVMSG #room :one",
      ":alice!alice@192.0.2.2 QUIT :Quit: bye",
    ]);
  });

  test("ends with its client, and is not there for the next one", () => {
    const { network, alice, carol } = openedBatch();
    const { session } = alice;
    alice.vanish();
    const next = network.connect("erin", { caps });
    expect(next.session).toBe(session);
    network.advance(31_000);
    expect(next.ask("BATCH -1").join()).toContain("INVALID_REFTAG 1");
    expect(carol.read().join()).not.toContain("PRIVMSG");
  });

  test("lets others' lines through to its client", () => {
    const { alice, bob } = openedBatch();
    bob.send("PRIVMSG #room :hi");
    expect(alice.read()).toEqual([expect.stringMatching(/:bob!bob@192.0.2.3 PRIVMSG #room :hi$/)]);
  });

  test("is judged by the modes there are at its end", () => {
    const { alice, bob, carol } = capableRoom({ bob: caps });
    bob.send("BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :one");
    alice.send("MODE #room +m");
    bob.read();
    carol.read();
    expect(bob.numerics("BATCH -1")).toEqual([expect.stringMatching(/^404 #room /)]);
    expect(carol.read()).toEqual([]);
  });
});

describe("BATCH", () => {
  test.each([
    "BATCH 1 draft/multiline #room",
    "BATCH :",
    "BATCH +",
    "BATCH -",
    "BATCH + draft/multiline #room",
  ])("needs a sign and a reference: %j", (line) => {
    const { alice } = capableRoom({ alice: caps });
    expect(alice.ask(line)).toEqual([
      expect.stringMatching(/^:irc.test FAIL BATCH INVALID_REFTAG [^ :]+ :\S/),
    ]);
    expect(alice.numerics("BATCH")).toEqual(["461 BATCH :Not enough parameters"]);
  });

  test("is refused before registration", () => {
    const client = capableRoom({}).network.open();
    client.send("CAP REQ :batch draft/multiline");
    expect(client.numerics("BATCH +1 draft/multiline #room")).toEqual(["451 :You have not registered"]);
  });

  test("needs the capability for its type, and that one's batch", () => {
    const unknown = expect.stringMatching(/^:irc.test FAIL BATCH UNKNOWN_TYPE 1 draft\/multiline :/);
    for (const wanted of ["batch", "draft/multiline", "message-tags"]) {
      const { alice } = capableRoom({ alice: wanted });
      expect(alice.ask("BATCH +1 draft/multiline #room")).toEqual([unknown]);
    }
  });
});
