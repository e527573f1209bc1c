import { type SeenLine, seenLine } from "./seen.ts";

// labeled-response.md: what may answer a line that has a label.

/** How a labelled line was answered. */
export interface LabelledAnswer {
  readonly is: "line" | "batch" | "ACK";
  /** The lines of it as they came, the frame of the outer batch left out. */
  readonly lines: readonly string[];
  /** What came besides. */
  readonly others: readonly string[];
}

/**
 * The answer to a label among these lines. Throws unless there is exactly one, complete: "Servers MUST include the tag
 * in exactly one logical message", "The start of the batch MUST be tagged with the label tag".
 */
export function answerTo(label: string, lines: readonly string[]): LabelledAnswer {
  const seen = lines.map((raw) => ({ raw, line: seenLine(raw) }));
  const labelled = seen.filter(({ line }) => line.tags.get("label") === label);
  const [first] = labelled;
  if (!first || labelled.length > 1) throw new Error(`${labelled.length} answers:\n${lines.join("\n")}`);
  const { line, raw } = first;
  if (line.command !== "BATCH") {
    const isBare = line.command === "ACK" && line.params.length === 0;
    const others = seen.filter((other) => other !== first).map((other) => other.raw);
    return { is: isBare ? "ACK" : "line", lines: [raw], others };
  }
  return batchOf(seen.slice(seen.indexOf(first) + 1), refOf(line), lines.slice(0, seen.indexOf(first)));
}

/** The lines of a batch that has been opened, and of those within it; it must be closed. */
function batchOf(
  rest: readonly { readonly raw: string; readonly line: SeenLine }[],
  outer: string,
  before: readonly string[],
): LabelledAnswer {
  const open = new Set([outer]);
  const lines: string[] = [];
  const others = [...before];
  for (const { raw, line } of rest) {
    const within = line.tags.get("batch");
    const isOurs = open.has(outer) && within !== undefined && open.has(within);
    const ends = line.command === "BATCH" && line.params[0]?.startsWith("-") ? refOf(line) : undefined;
    if (ends === outer && within === undefined) open.delete(outer);
    else (isOurs ? lines : others).push(raw);
    if (isOurs && line.command === "BATCH" && ends === undefined) open.add(refOf(line));
    if (ends !== undefined) open.delete(ends);
  }
  if (open.size > 0) throw new Error(`the answer is not complete:\n${rest.map(({ raw }) => raw).join("\n")}`);
  return { is: "batch", lines, others };
}

function refOf({ params: [signed = ""] }: SeenLine): string {
  return signed.slice(1);
}
