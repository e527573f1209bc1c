import type { MessageSent } from "./changes.ts";

/** A message as it is read by who knows none of several lines: what goes on from a line is a line of its own. */
export function lineByLine({ text, lines }: Pick<MessageSent, "text" | "lines">): string {
  return lines ? lines.map((line) => line.text).join("\n") : text;
}
