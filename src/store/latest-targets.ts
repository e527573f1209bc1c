import type { TargetsQuery, TargetTime } from "./port/messages.ts";

/** Of the times of targets those between the two of the query, the latest first. */
export function latestTargets(
  times: readonly TargetTime[],
  { from, to, limit }: TargetsQuery,
): readonly TargetTime[] {
  return times
    .filter(({ at }) => at > from && at < to)
    .sort((one, other) => other.at - one.at || (one.target < other.target ? -1 : 1))
    .slice(0, limit);
}
