import type { MessageLine, MessageSent } from "./changes.ts";

/** A message as it is read by who knows none of several lines: what goes on from a line is a line of its own. */
export function lineByLine({ text, lines }: Pick<MessageSent, "text" | "lines">): string {
  return lines ? lines.map((line) => line.text).join("\n") : text;
}

/** The whole of a message of several lines: each goes on from the one before, or is one of its own. */
export function joinedText(lines: readonly MessageLine[]): string {
  return lines.map((line, index) => (line.concat || index === 0 ? "" : "\n") + line.text).join("");
}
