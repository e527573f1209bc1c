import fc from "fast-check";
import { expect, test } from "vitest";
import type { TestClient } from "../kit/client.ts";
import { anySession, RunningSession, type Step } from "../kit/random-session.ts";
import { Batches, seenLine } from "../kit/seen.ts";

const caps =
  "batch labeled-response message-tags draft/relaymsg draft/multiline echo-message server-time account-tag";

/** What was asked of a client, and what it was sent. */
class Transcript {
  /** The labels it has sent while somebody was there to answer. */
  readonly asked: string[] = [];
  readonly lines: string[] = [];
}

/** Runs a session in which some lines are labelled, and writes down what each client was sent. */
function transcriptsOf(steps: readonly Step[], isLabelled: readonly boolean[]): readonly Transcript[] {
  const session = new RunningSession([], caps);
  const transcripts = new Map<TestClient, Transcript>();
  for (const [at, step] of steps.entries()) {
    const client = step.does === "say" ? session.clientAt(step.client) : undefined;
    const label = isLabelled[at % isLabelled.length] ? `label${at}` : undefined;
    if (step.does === "say" && client?.listener && label !== undefined) {
      transcripts.get(client)?.asked.push(label);
      session.take({ ...step, line: `@label=${label};+x=${at} ${step.line}` });
    } else session.take(step);
    for (const present of session.clients) {
      const transcript = transcripts.get(present) ?? new Transcript();
      transcripts.set(present, transcript);
      transcript.lines.push(...present.read());
    }
  }
  return [...transcripts.values()];
}

test("whatever is said in whatever order, every label is answered once and every batch is closed", () => {
  fc.assert(
    fc.property(anySession, fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), (steps, isLabelled) => {
      for (const { asked, lines } of transcriptsOf(steps, isLabelled)) {
        const batches = new Batches();
        const answered: string[] = [];
        for (const raw of lines) {
          const line = seenLine(raw);
          batches.read(line, raw);
          answered.push(...(line.tags.has("label") ? [line.tags.get("label") ?? ""] : []));
        }
        expect(batches.open).toBe(0);
        // In the order they were asked, too: no line is handled before the one before it is answered.
        expect(answered).toEqual(asked);
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
