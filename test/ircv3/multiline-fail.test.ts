import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { saySeveral } from "../kit/several-lines.ts";

const caps = "batch draft/multiline message-tags labeled-response echo-message";

const failing = (config = {}) => capableRoom({ alice: caps, bob: caps }, "", config);

describe("a batch that breaks a rule fails, and nothing of it is delivered", () => {
  const lines = {
    "another target": ["@batch=1 PRIVMSG #other :x", "MULTILINE_INVALID_TARGET #room #other"],
    "a target that only begins alike": [
      "@batch=1 PRIVMSG #room,bob :x",
      "MULTILINE_INVALID_TARGET #room #room,bob",
    ],
    "PRIVMSG and NOTICE mixed": ["@batch=1 NOTICE #room :x", "MULTILINE_INVALID"],
    "another command": ["@batch=1 TOPIC #room :x", "MULTILINE_INVALID"],
    "a TAGMSG": ["@batch=1 TAGMSG #room", "MULTILINE_INVALID"],
    "a blank line that goes on": ["@batch=1;draft/multiline-concat PRIVMSG #room :", "MULTILINE_INVALID"],
    "a client-only tag within": ["@batch=1;+a=b PRIVMSG #room :x", "MULTILINE_INVALID"],
    "another tag within": ["@batch=1;label=x PRIVMSG #room :x", "MULTILINE_INVALID"],
    "a batch within": ["@batch=1 BATCH +2 draft/multiline #room", "MULTILINE_INVALID"],
    "another batch opened": ["BATCH +2 draft/multiline #room", "MULTILINE_INVALID"],
    "a line of no batch": ["PRIVMSG #room :in between", "MULTILINE_INVALID"],
    "another command in between": ["WHOIS bob", "MULTILINE_INVALID"],
  } as const;

  test.each(Object.entries(lines))("with %s", (_, [line, code]) => {
    const { alice, bob, carol } = failing();
    alice.send("BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :one");
    const fails = alice.ask(line).filter((answer) => !answer.endsWith(" ACK"));
    expect(fails).toEqual([expect.stringMatching(`:irc.test FAIL BATCH ${code} :\\S`)]);
    // Said once; what still comes of it is ignored.
    expect(alice.ask("@batch=1 PRIVMSG #room :two", "@batch=1 JOIN #x", "BATCH -1")).toEqual([]);
    expect([...bob.read(), ...carol.read()]).toEqual([]);
    expect(saySeveral(alice, "#room", ["again", "and again"])).toHaveLength(4);
    expect(carol.read()).toHaveLength(2);
  });

  test.each([[[]], [[""]], [["", "", ""]]])("with blank lines only: %j", (said) => {
    // "Clients MUST NOT send messages consisting entirely of blank lines."
    const { alice, bob } = failing();
    expect(saySeveral(alice, "#room", said)).toEqual([
      expect.stringMatching(/^:irc.test FAIL BATCH MULTILINE_INVALID :.*blank/),
    ]);
    expect(bob.read()).toEqual([]);
  });
});

describe("max-lines", () => {
  test("may be reached, lines that go on among them, and not be exceeded", () => {
    // "All lines contribute towards the max-lines limit, including lines that use draft/multiline-concat".
    const { alice, carol } = failing({ limits: { multilineLines: 4 } });
    expect(saySeveral(alice, "#room", ["one", "+1", "two", ""])).toHaveLength(6);
    carol.read();
    expect(saySeveral(alice, "#room", ["one", "+1", "two", "", "five", "six"])).toEqual([
      ":irc.test FAIL BATCH MULTILINE_MAX_LINES 4 :Multiline batch max-lines exceeded",
    ]);
    expect(carol.read()).toEqual([]);
  });

  test("is not 101 lines where that is more than are allowed", () => {
    const { alice, carol } = failing({ limits: { multilineLines: 100 } });
    const hundred = Array.from({ length: 100 }, () => "x");
    expect(saySeveral(alice, "#room", hundred)).toHaveLength(102);
    expect(carol.read()).toHaveLength(100);
    expect(saySeveral(alice, "#room", [...hundred, "x"]).join()).toContain("MULTILINE_MAX_LINES 100 :");
    expect(carol.read()).toEqual([]);
  });
});

describe("max-bytes", () => {
  const limits = { multilineBytes: 600 };
  const x = (bytes: number) => "x".repeat(bytes);
  const ü = "ü".repeat(150);

  test.each([
    ["a line feed joins two lines, and counts", [x(300), x(299)], [x(300), x(300)]],
    ["nothing joins what goes on from a line", [x(300), `+${x(300)}`], [x(300), `+${x(301)}`]],
    ["a blank line counts as its line feed", [x(300), "", x(298)], [x(300), "", x(299)]],
    ["it is bytes that count, not characters", [ü, `+${ü}`], [ü, `+${ü}`, "+x"]],
    ["nothing joins the first line", ["", x(299), x(299)], ["", x(299), x(300)]],
  ])("may be reached and not be exceeded: %s", (_, most, tooMuch) => {
    // "Each line feed used to join line messages contributes one byte towards the max-bytes limit."
    const { alice, carol } = failing({ limits });
    expect(saySeveral(alice, "#room", most).join()).not.toContain("FAIL");
    expect(carol.read()).toHaveLength(2);
    expect(saySeveral(alice, "#room", tooMuch)).toEqual([
      ":irc.test FAIL BATCH MULTILINE_MAX_BYTES 600 :Multiline batch max-bytes exceeded",
    ]);
    expect(carol.read()).toEqual([]);
  });

  test("is about the text alone", () => {
    // "Only the last parameter of PRIVMSG and NOTICE are counted toward max-bytes; not origin, command, or target."
    const { alice } = failing({ limits: { multilineBytes: 512, multilineLines: 300 } });
    const lines = Array.from({ length: 256 }, () => "x");
    expect(saySeveral(alice, "#room", lines).join()).not.toContain("FAIL");
    expect(saySeveral(alice, "#room", [...lines, "x"]).join()).toContain("MULTILINE_MAX_BYTES 512");
  });
});
