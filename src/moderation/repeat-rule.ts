import type { Rate } from "../world/flood-limits.ts";

/** Something that was said, in the form in which texts are compared. */
export interface Uttered {
  readonly text: string;
  readonly at: number;
}

/** +E: true if the same has been said so often already that once more would be too much. */
export function isRepeat(
  { count, seconds }: Rate,
  said: readonly Uttered[],
  text: string,
  now: number,
): boolean {
  const since = now - seconds * 1000;
  return said.filter((one) => one.text === text && one.at > since).length >= count;
}
