import type { Rate } from "../world/flood-limits.ts";

/** +F: in how many ms so many lines more may be said after those times, sorted; 0: now. */
export function floodWait(
  { count, seconds }: Rate,
  said: readonly number[],
  lines: number,
  now: number,
): number {
  const since = now - seconds * 1000;
  const recent = said.filter((at) => at > since);
  const tooMany = recent.length + lines - count;
  if (tooMany <= 0) return 0;
  // More lines at once than are ever allowed: there is no time at which they would be.
  const last = recent[Math.min(tooMany, recent.length) - 1];
  return last === undefined ? seconds * 1000 : last - since;
}
