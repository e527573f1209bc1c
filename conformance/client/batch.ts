import { CaseFailure } from "./failure.ts";
import type { Line } from "./line.ts";
import type { Lines } from "./lines.ts";
import { tagOf } from "./tags.ts";

/** A batch as it came: the line that opened it, those inside, and the line that closed it. */
export interface Batch {
  readonly ref: string;
  readonly open: Line;
  readonly inside: readonly Line[];
  readonly close: Line;
}

/** The only batch of this type; the case fails unless it came whole, its lines between its ends. */
export function oneBatch(lines: Lines, type: string): Batch {
  const open = lines.one("BATCH", /^\+/, type);
  const ref = open.params[0]?.slice(1) ?? "";
  const close = lines.one("BATCH", `-${ref}`);
  const inside = lines.list.filter((line) => tagOf(line, "batch") === ref);
  const [from, to] = [lines.list.indexOf(open), lines.list.indexOf(close)];
  const stray = inside.find((line) => lines.list.indexOf(line) < from || lines.list.indexOf(line) > to);
  if (stray || to < from) throw new CaseFailure(`outside of its batch: ${(stray ?? close).raw}`);
  return { ref, open, inside, close };
}
