import { describe, expect, test } from "vitest";
import { answerTo } from "../kit/answer.ts";
import { TestNetwork } from "../kit/network.ts";
import { expectOneAnswer } from "./labels/asker.ts";

const caps = "batch labeled-response message-tags echo-message draft/multiline";

/** `me`, who labels, and bob, who reads. */
function scene(asked = caps) {
  const network = new TestNetwork({ unlimited: true });
  const me = network.connect("me", { caps: asked });
  const bob = network.connect("bob");
  return { network, me, bob };
}

function batchTo(target: string, ...tags: readonly string[]): readonly string[] {
  return [
    `@${["label=it", ...tags].join(";")} BATCH +1 draft/multiline ${target}`,
    `@batch=1 PRIVMSG ${target} :one`,
    `@batch=1 PRIVMSG ${target} :two`,
    "BATCH -1",
  ];
}

const words = (line: string) => line.replace(/^(?:@\S+ )?:\S+ /, "");

describe("a labelled batch of the client is answered when it ends", () => {
  test("by the echo, labelled where it opens and nowhere else: multiline.md", () => {
    const { is, lines } = expectOneAnswer(scene().me.ask(...batchTo("bob")));
    expect([is, lines.map(words)]).toEqual(["batch", ["PRIVMSG bob :one", "PRIVMSG bob :two"]]);
  });

  test("by ACK, if nothing comes back", () => {
    const { me, bob } = scene("batch labeled-response draft/multiline");
    expect(me.ask(...batchTo("bob"))).toEqual(["@label=it :irc.test ACK"]);
    expect(bob.read()).toHaveLength(2);
  });

  test("by the echo alone, to oneself: what is delivered has no label", () => {
    const { lines, others } = answerTo("it", scene().me.ask(...batchTo("me")));
    expect(lines.map(words)).toEqual(["PRIVMSG me :one", "PRIVMSG me :two"]);
    expect(others).toHaveLength(4);
    expect(others.join("\n")).not.toContain("label=");
  });

  test.each([
    ["no PRIVMSG", "@batch=1 TOPIC bob :x"],
    ["another target", "@batch=1 PRIVMSG erin :x"],
    ["tags of its own", "@batch=1;+x=y PRIVMSG bob :x"],
    ["a batch within", "@batch=1 BATCH +2 draft/multiline bob"],
    ["no part of it", "PRIVMSG bob :x"],
    ["another beginning", "BATCH +2 draft/multiline bob"],
  ])("by one FAIL, if what comes in it is %s", (_, line) => {
    const { me, bob } = scene();
    const [open = ""] = batchTo("bob");
    expect(me.ask(open, line, "@batch=1 PRIVMSG bob :more", "BATCH -1")).toEqual([
      expect.stringMatching(/^@label=it :irc\.test FAIL BATCH MULTILINE_INVALID/),
    ]);
    expect(bob.read()).toEqual([]);
  });

  test("by one FAIL, if it does not end in time: client-batch.md", () => {
    const { me, network } = scene();
    me.send(batchTo("bob")[0] ?? "");
    network.advance(31_000);
    expect(me.read()).toEqual([expect.stringMatching(/^@label=it :irc\.test FAIL BATCH TIMEOUT 1 /)]);
  });
});

describe("every other labelled line has an answer of its own", () => {
  test.each([
    ["the one that ends the batch", "@label=other BATCH -1", "ACK"],
    ["a PING between", "@label=other PING x", "PONG irc.test :x"],
    ["one that breaks into the batch", "@label=other PRIVMSG bob :x", "ACK"],
    ["one that is refused within it", "@label=other;batch=1 PRIVMSG bob :x", "ACK"],
    ["one that opens another", "@label=other BATCH +2 draft/multiline bob", "ACK"],
  ])("%s", (_, line, answer) => {
    const { me } = scene();
    const came = me.ask(...batchTo("bob").slice(0, -1), line, "BATCH -1");
    expect(answerTo("other", came).lines.map(words)).toEqual([answer]);
    answerTo("it", came);
  });

  test.each(["PRIVMSG bob :x", "BATCH +2 draft/multiline bob"])(
    "%s of a batch that nobody has opened, which FAIL answers",
    (line) => {
      const { me } = scene();
      expect(expectOneAnswer(me.ask(`@label=it;batch=9 ${line}`)).lines.map(words)).toEqual([
        expect.stringMatching(/^FAIL BATCH (?:INVALID_REFTAG 9|MULTILINE_INVALID) /),
      ]);
    },
  );

  test("what still comes of a batch that has failed", () => {
    const { me } = scene();
    me.ask("BATCH +1 draft/multiline bob", "PRIVMSG bob :x");
    expect(me.ask("@label=it;batch=1 PRIVMSG bob :more", "@label=last BATCH -1")).toEqual([
      "@label=it :irc.test ACK",
      "@label=last :irc.test ACK",
    ]);
  });
});
