import type { LimitParam } from "../protocol/limit-params.ts";
import type { FloodLimitsSet } from "./changes.ts";
import type { Channel, Member } from "./channel.ts";
import type { UserId } from "./ids.ts";
import { isAtLeast } from "./statuses.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** A limit that a member, an operator of the channel, has set beside its modes: they see to it, the server tells of it. */
export interface AskedLimit extends LimitParam {
  readonly by: UserId;
}

/** A member's limits are these now, and no others. */
export function floodLimitsSet(world: World, { channel: key, user, limits }: FloodLimitsSet): void {
  const channel = world.channels.get(key);
  if (!channel) return;
  dropLimitsOf(channel, user);
  if (limits.length > 0)
    channel.askedLimits = [...channel.askedLimits, ...limits.map((limit) => ({ ...limit, by: user }))];
}

/** A member who is gone, or may not set any longer, sets no limits. */
export function dropLimitsOf(channel: Channel, user: UserId): void {
  // The list is another only if it differs: by that others see that it does.
  if (channel.askedLimits.some(({ by }) => by === user))
    channel.askedLimits = channel.askedLimits.filter(({ by }) => by !== user);
}

/** Nobody is there who sees to them: a user stays, without a session. */
export function dropLimitsOfAbsent({ id, channels }: User): void {
  for (const { channel } of channels.values()) dropLimitsOf(channel, id);
}

/** True if a member's limit is in force for another, or for the channel as a whole. */
export function isLimitFor(
  { scope, newFor }: LimitParam,
  { user, status, joinedAt }: Member,
  now: number,
): boolean {
  switch (scope) {
    case "channel":
    case "user":
      return true;
    case "user-unvoiced":
      return !isAtLeast(status, "v");
    case "user-unidentified":
      return user.identity.account === undefined;
    case "user-new":
      return now < joinedAt + newFor * 1000;
    default:
      return scope satisfies never;
  }
}
