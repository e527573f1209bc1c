import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { tagged } from "../kit/tagged.ts";

const caps = "message-tags batch draft/multiline labeled-response echo-message";

describe("the answer to a labelled message of several lines", () => {
  test("is one: what is said besides the echo stands in a batch with it", () => {
    // labeled-response.md: "If a response consists of more than one message, a batch MUST be used".
    const { alice, bob } = capableRoom({ alice: caps });
    bob.send("AWAY :gone");
    const lines = alice.ask(
      "@label=a BATCH +1 draft/multiline bob",
      "@batch=1 PRIVMSG bob :one",
      "@batch=1 PRIVMSG bob :two",
      "BATCH -1",
    );
    const seen = lines.map(tagged).map(({ tags, line }) => ({ ...tags, line: line.replace(/^:\S+ /, "") }));
    const [outer, inner] = lines.flatMap((line) => / BATCH \+(\S+)/.exec(line)?.[1] ?? []);
    expect(seen).toEqual([
      { label: "a", line: `BATCH +${outer} labeled-response` },
      { batch: outer, msgid: expect.any(String), line: `BATCH +${inner} draft/multiline bob` },
      { batch: inner, line: "PRIVMSG bob :one" },
      { batch: inner, line: "PRIVMSG bob :two" },
      { batch: outer, line: `BATCH -${inner}` },
      { batch: outer, line: "301 alice bob :gone" },
      { line: `BATCH -${outer}` },
    ]);
  });

  test.each([
    ["with a tag that is not allowed", "@batch=1;label=b PRIVMSG bob :one", "MULTILINE_INVALID"],
    ["with another reference", "@batch=2;label=b PRIVMSG bob :one", "INVALID_REFTAG"],
    ["that opens another batch", "@batch=1;label=b BATCH +2 draft/multiline bob", "MULTILINE_INVALID"],
    ["that is no part of it", "@label=b PRIVMSG bob :one", "MULTILINE_INVALID"],
  ])("that has no label of its own is labelled as the line is that broke it: one %s", (_, line, code) => {
    // standard-replies.md: "SHOULD also be given a label, if one was provided with the original command".
    const { alice } = capableRoom({ alice: caps });
    const answers = alice.ask("BATCH +1 draft/multiline bob", line);
    expect(answers).toEqual([expect.stringMatching(`^@label=b :irc.test FAIL BATCH ${code} `)]);
  });

  test("fails as the answer to the line that opened it; one within it that has a label is acknowledged", () => {
    const { alice } = capableRoom({ alice: caps });
    expect(alice.ask("@label=a BATCH +1 draft/multiline bob", "@label=b PRIVMSG bob :one")).toEqual([
      "@label=b :irc.test ACK",
      expect.stringMatching(/^@label=a :irc.test FAIL BATCH MULTILINE_INVALID /),
    ]);
  });
});
