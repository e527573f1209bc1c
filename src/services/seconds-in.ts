import { parseDuration } from "../protocol/duration.ts";

/** The time at the beginning of what is said, if it is one; a bare number is a part of the reason. */
export function secondsIn(word: string): number | undefined {
  const hasUnits = word.length <= 40 && /^(?:\d{1,6}[a-z])+$/i.test(word);
  return (hasUnits && parseDuration(word)) || undefined;
}
