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
});
