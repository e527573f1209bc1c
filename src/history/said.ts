import type { MessageSent } from "../world/changes.ts";
import type { PastChange } from "../world/past.ts";

/** Something said, or an event of a channel, as history keeps it. */
export interface Said {
  readonly change: PastChange;
  /** The msgid; an event has an id that nobody is shown. */
  readonly id: string;
  /** The place in the one order: the entry, and which of what it brought. */
  readonly seq: number;
  readonly n: number;
  readonly at: number;
  /** The key the store has it under; left out: the store does not have it. */
  readonly target?: string | undefined;
}

/** Which of two comes first, as `sort` wants it. */
export function inOrder(one: Pick<Said, "seq" | "n">, other: Pick<Said, "seq" | "n">): number {
  return one.seq - other.seq || one.n - other.n;
}

/** What was said, with the text it has now. */
export function reworded(said: Said, { text, lines, editedAt }: MessageSent): Said {
  const { change } = said;
  if (change.type !== "message-sent" || editedAt === undefined) return said;
  const { lines: _lines, ...rest } = change;
  return { ...said, change: { ...rest, text, ...(lines && { lines }), editedAt } };
}
