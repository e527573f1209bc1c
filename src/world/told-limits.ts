import { limitTypes } from "../protocol/limit-params.ts";
import { isLimitFor } from "./asked-limits.ts";
import type { Channel, Member } from "./channel.ts";
import {
  floodLimitOf,
  isFreeOfLimits,
  joinLimitOf,
  type Rate,
  repeatLimitOf,
  slowLimitOf,
} from "./flood-limits.ts";
import { isAtLeast } from "./statuses.ts";
import type { User } from "./user.ts";

/** A limit as its member is told of it. */
export interface ToldLimit extends Rate {
  readonly scope: "channel" | "user";
  readonly type: string;
}

/** The modes whose change may be news to who reads CHANLIMITS. */
export const limitingModes = "EFWj";

/**
 * The limits that hold for a user in a channel: of its modes and of what its operators have set, of each the strictest;
 * those that every client knows come first. Operators, half ones too, are free of them. Proposal 589.
 */
export function toldLimits(channel: Channel, user: User, now: number): readonly ToldLimit[] {
  const member = channel.member(user);
  if (!member || isAtLeast(member.status, "h")) return [];
  const strictest = new Map<string, ToldLimit>();
  for (const limit of limitsOn(member, now)) {
    const name = `${limit.scope} ${limit.type}`;
    const known = strictest.get(name);
    if (!known || isStricter(limit, known)) strictest.set(name, limit);
  }
  return [...strictest.values()].sort((one, other) => placeOf(one) - placeOf(other));
}

/** For how long (ms) somebody is new in a channel: as many times as its limits tell apart. */
export function newnessesOf({ askedLimits }: Channel): readonly number[] {
  return [...new Set(askedLimits.map(({ newFor }) => newFor * 1000))].filter((duration) => duration > 0);
}

/** What is the same for all members that the same limits hold for; `newnesses` are the times (ms) for which one is new. */
export function limitsGroupOf(
  { user, status, joinedAt }: Member,
  newnesses: readonly number[],
  now: number,
): number {
  if (isAtLeast(status, "h")) return -1;
  let isNewFor = 0;
  for (const duration of newnesses) if (now < joinedAt + duration) isNewFor += 1;
  return isNewFor * 4 + (isAtLeast(status, "v") ? 2 : 0) + (user.identity.account === undefined ? 0 : 1);
}

function* limitsOn(member: Member, now: number): Generator<ToldLimit> {
  const { channel, user } = member;
  const joins = joinLimitOf(channel);
  if (joins) yield { scope: "channel", type: "join", ...joins };
  if (!isFreeOfLimits(channel, user)) {
    const messages = bothLimits(floodLimitOf(channel), slowLimitOf(channel));
    if (messages) yield { scope: "user", type: "message", ...messages };
    const repeats = repeatLimitOf(channel);
    if (repeats) yield { scope: "user", type: "repeat", ...repeats };
  }
  for (const limit of channel.askedLimits) {
    const { scope, type, count, seconds } = limit;
    if (!isLimitFor(limit, member, now)) continue;
    yield { scope: scope === "channel" ? "channel" : "user", type, count, seconds };
  }
}

// "A client that stays within the advertised limits SHOULD NOT trigger enforcement": of either.
function bothLimits(flood: Rate | undefined, slow: Rate | undefined): Rate | undefined {
  if (!slow || !flood) return slow ?? flood;
  return { count: 1, seconds: Math.max(slow.seconds, Math.ceil(flood.seconds / flood.count)) };
}

/** "Dividing count by duration gives you a rate; the lower rate wins"; of equal ones what lets fewer come at once. */
function isStricter(one: Rate, other: Rate): boolean {
  const difference = one.count * other.seconds - other.count * one.seconds;
  return difference === 0 ? one.count < other.count : difference < 0;
}

const places: readonly string[] = [...limitTypes.keys()];

function placeOf({ scope, type }: ToldLimit): number {
  const place = places.indexOf(type);
  const known = place < 0 ? places.length * 2 : place;
  return known + (scope === "user" ? places.length : 0);
}
