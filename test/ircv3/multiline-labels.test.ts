import { describe, expect, test } from "vitest";
import { capableRoom } from "../kit/capable-room.ts";
import { labelledAnswer } from "../kit/labelled.ts";
import { saySeveral } from "../kit/several-lines.ts";
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

  test("is the echo, with the label on the line that opens it and on no other", () => {
    // multiline.md: "Servers MUST only include the label tag on the opening BATCH command".
    const { alice, bob } = capableRoom({ alice: caps, bob: caps });
    const lines = saySeveral(alice, "#room", ["one", "two"], { tags: "label=a;+x=y" }).map(tagged);
    expect(lines.map(({ tags }) => tags["label"])).toEqual(["a", undefined, undefined, undefined]);
    expect(lines[0]?.tags).toEqual({ label: "a", msgid: expect.any(String), "+x": "y" });
    expect(bob.read().join()).not.toContain("label");
  });

  test("comes with the line that closes it, which is acknowledged if it has a label, too", () => {
    const { alice } = capableRoom({ alice: caps });
    expect(alice.ask("@label=a BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :one")).toEqual([]);
    const lines = alice.ask("@label=b BATCH -1");
    expect(labelledAnswer(lines, "b")).toEqual([{ tags: { label: "b" }, line: ":irc.test ACK" }]);
    expect(labelledAnswer(lines, "a").map(({ line }) => line)).toEqual([
      ":alice!alice@192.0.2.2 PRIVMSG #room :one",
    ]);
    expect(lines).toHaveLength(4);
  });

  test("is that of the line that closes it, if only this has a label", () => {
    const { alice } = capableRoom({ alice: caps });
    const lines = alice.ask(
      "BATCH +1 draft/multiline #room",
      "@batch=1 PRIVMSG #room :one",
      "@label=b BATCH -1",
    );
    expect(labelledAnswer(lines, "b").map(({ line }) => line)).toEqual([
      ":alice!alice@192.0.2.2 PRIVMSG #room :one",
    ]);
    expect(lines).toHaveLength(3);
  });

  test("is an ACK without an echo, and the one line that refuses it", () => {
    const { alice, bob } = capableRoom({ alice: caps, bob: caps.replace("echo-message", "") });
    const tags = "label=a";
    expect(saySeveral(bob, "#room", ["one", "two"], { tags })).toEqual(["@label=a :irc.test ACK"]);
    expect(saySeveral(alice, "nobody", ["one"], { tags })).toEqual([
      "@label=a :irc.test 401 alice nobody :No such nick/channel",
    ]);
    expect(saySeveral(alice, "#room", [""], { tags })).toEqual([
      expect.stringMatching(/^@label=a :irc.test FAIL BATCH MULTILINE_INVALID /),
    ]);
  });

  test("is the echo of a message to oneself, which comes once more without the label", () => {
    // labeled-response.md: "the server MUST NOT include the label tag, except for any acknowledgment".
    const { alice } = capableRoom({ alice: caps });
    const lines = saySeveral(alice, "alice", ["one", "two"], { tags: "label=a" }).map(tagged);
    const labelled = lines.findIndex(({ tags }) => tags["label"] === "a");
    expect(lines).toHaveLength(8);
    expect(lines.filter(({ tags }) => tags["label"] !== undefined)).toHaveLength(1);
    expect(lines.slice(labelled, labelled + 4).at(-1)?.line).toMatch(/ BATCH -/);
  });

  test("has the label where it comes of itself: the batch was open for too long", () => {
    const { network, alice } = capableRoom({ alice: caps });
    alice.ask("@label=a BATCH +1 draft/multiline #room");
    network.advance(31_000);
    expect(alice.read()).toEqual([expect.stringMatching(/^@label=a :irc.test FAIL BATCH TIMEOUT 1 :/)]);
  });
});
