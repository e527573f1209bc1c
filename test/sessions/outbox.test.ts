import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Chunk,
  chunkOf,
  chunkOfAll,
  chunkWritten,
  Flusher,
  linesOf,
  Outbox,
} from "../../src/sessions/outbox.ts";

/** The wire of one client: what has been written, and whether it takes more. */
class Wire {
  text = "";
  writes = 0;
  isOpen = true;
  unsent = 0;
  readonly connection = this;

  write(text: string, isAscii: boolean): boolean {
    this.text += text;
    this.writes += 1;
    expect(isAscii).toBe(/^[\x00-\x7f]*$/.test(text));
    if (!this.isOpen) this.unsent += Buffer.byteLength(text);
    return this.isOpen;
  }

  flushed(): void {}
}

/** Outboxes that are flushed together, and what each of them should have written so far. */
class Office {
  #flush: () => void = () => {};
  readonly total = { linesOut: 0, bytesOut: 0 };
  readonly flusher = new Flusher((flush) => {
    this.#flush = flush;
  }, this.total);
  readonly wires = Array.from({ length: 6 }, () => new Wire());
  readonly outboxes = this.wires.map((wire) => new Outbox(this.flusher, wire));
  readonly expected = this.wires.map(() => "");

  push(to: number, chunk: Chunk): void {
    this.expected[to] += chunk.text;
    this.outboxes[to]?.push(chunk);
  }

  endTurn(): void {
    const flush = this.#flush;
    this.#flush = () => {};
    flush();
  }

  get written(): readonly string[] {
    return this.wires.map(({ text }) => text);
  }
}

type Step =
  | { readonly does: "push"; readonly to: readonly number[]; readonly chunk: number }
  | { readonly does: "turn" | "stick" | "drain"; readonly at: number };

const words = fc.constantFrom("a", "bc", "über", "😀", "");
const chunk = fc.oneof(
  words.map(chunkOf),
  fc.array(words, { minLength: 1, maxLength: 3 }).map((lines) => chunkOfAll(lines)),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant("push" as const),
      to: fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1 }),
      chunk: fc.nat({ max: 7 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom("turn", "stick", "drain"), at: fc.nat({ max: 5 }) }),
  },
);

test("whatever is pushed to whom in whatever order, each is written its own text, once a turn", () => {
  fc.assert(
    fc.property(
      fc.array(chunk, { minLength: 8, maxLength: 8 }),
      fc.array(step, { maxLength: 60 }),
      (chunks, steps) => {
        const office = new Office();
        for (const taken of steps) take(office, chunks, taken);
        for (const [at, wire] of office.wires.entries()) {
          wire.isOpen = true;
          office.outboxes[at]?.drained();
        }
        office.endTurn();
        expect(office.written).toEqual(office.expected);
        for (const [at, outbox] of office.outboxes.entries()) {
          expect(outbox.behind).toBe(0);
          expect(outbox.sentBytes).toBe(Buffer.byteLength(office.expected[at] ?? ""));
        }
        expect(office.total.bytesOut).toBe(Buffer.byteLength(office.expected.join("")));
      },
    ),
    { numRuns: 500 },
  );
});

function take(office: Office, chunks: readonly Chunk[], taken: Step): void {
  if (taken.does === "push") {
    const pushed = chunks[taken.chunk];
    for (const to of taken.to) if (pushed) office.push(to, pushed);
    return;
  }
  const wire = office.wires[taken.at];
  if (taken.does === "turn") {
    const before = office.wires.map(({ writes }) => writes);
    office.endTurn();
    for (const [at, { writes }] of office.wires.entries()) expect(writes - (before[at] ?? 0)).toBeLessThan(2);
  }
  if (wire && taken.does === "stick") wire.isOpen = false;
  if (wire && taken.does === "drain") {
    wire.isOpen = true;
    wire.unsent = 0;
    office.outboxes[taken.at]?.drained();
  }
}

test("a text that many are owed is not written to who is shut, or has forgotten its client", () => {
  const office = new Office();
  const line = chunkOf("line");
  const [first, second] = office.outboxes;
  first?.push(line);
  second?.push(line);
  first?.shut();
  second?.reset();
  office.endTurn();
  expect(office.written.join("")).toBe("");
  expect(first?.push(line)).toBe(0);
  second?.push(line);
  office.endTurn();
  expect(office.written.slice(0, 2)).toEqual(["", "line\r\n"]);
});

test("a chunk gives its lines back, and knows a batch by its end", () => {
  const line = fc.stringMatching(/^[^\r\n]{0,20}$/);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
      const made = chunkOfAll(lines);
      expect(linesOf(made)).toEqual(lines);
      expect([made.lines, made.bytes]).toEqual([
        lines.length,
        Buffer.byteLength(`${lines.join("\r\n")}\r\n`),
      ]);
    }),
  );
  const said = ":n!u@h PRIVMSG #c :look: BATCH -1";
  expect(chunkWritten([":n!u@h BATCH +1 x", said, ":n!u@h BATCH -1"]).isBatch).toBe(true);
  expect(chunkWritten([said, said]).isBatch).toBe(false);
  expect(chunkWritten(said).isBatch).toBe(false);
});
