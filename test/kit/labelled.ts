import { answerTo } from "./answer.ts";
import { type TaggedLine, tagged } from "./tagged.ts";

/** What answers a label: a line that has it, or all that stands in the batch that has it. */
export function labelledAnswer(lines: readonly string[], label: string): readonly TaggedLine[] {
  return answerTo(label, lines).lines.map(tagged);
}
