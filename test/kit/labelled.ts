import { type TaggedLine, tagged } from "./tagged.ts";

/** What answers a label: a line that has it, or all that stands in the batch that has it. */
export function labelledAnswer(lines: readonly string[], label: string): readonly TaggedLine[] {
  const parsed = lines.map(tagged);
  const [first, ...more] = parsed.filter(({ tags }) => tags["label"] === label);
  if (!first || more.length > 0) throw new Error(`${label} is not there exactly once: ${lines.join("\n")}`);
  const ref = / BATCH \+(\S+)/.exec(first.line)?.[1];
  return ref === undefined ? [first] : parsed.filter(({ tags }) => isWithin(parsed, tags["batch"], ref));
}

/** True if the batch is the one of this reference, or opened within it. */
function isWithin(lines: readonly TaggedLine[], batch: string | true | undefined, ref: string): boolean {
  if (batch === undefined || batch === ref) return batch === ref;
  const opening = lines.find(({ line }) => line.includes(` BATCH +${batch} `));
  return isWithin(lines, opening?.tags["batch"], ref);
}
