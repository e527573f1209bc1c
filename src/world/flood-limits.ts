import type { Channel } from "./channel.ts";
import { isAtLeast } from "./statuses.ts";
import type { User } from "./user.ts";

/** At most so many in so many seconds. */
export interface Rate {
  readonly count: number;
  readonly seconds: number;
}

/** In how many ms so many more fit into a rate after those times, sorted; 0: now. */
export function waitFor(
  { count, seconds }: Rate,
  times: readonly number[],
  more: number,
  now: number,
): number {
  const since = now - seconds * 1000;
  const recent = times.filter((at) => at > since);
  const tooMany = recent.length + more - count;
  if (tooMany <= 0) return 0;
  // More at once than are ever allowed: there is no time at which they would be.
  const last = recent[Math.min(tooMany, recent.length) - 1];
  return last === undefined ? seconds * 1000 : last - since;
}

/** What comes of a flood: the line is refused, and whoever sent it may be put out, or banned besides. */
export const floodActions = ["block", "kick", "ban"] as const;

/** +F: how many lines one member may say. */
export interface FloodLimit extends Rate {
  readonly action: (typeof floodActions)[number];
}

/** +F lines:seconds[:action] of a channel. */
export function floodLimitOf(channel: Channel): FloodLimit | undefined {
  const value = channel.params.get("F");
  const rate = rateOf(value);
  const action = value?.split(":")[2];
  return rate && { ...rate, action: floodActions.find((one) => one === action) ?? "block" };
}

/** +E times:seconds: how often one member may say the same. */
export function repeatLimitOf(channel: Channel): Rate | undefined {
  return rateOf(channel.params.get("E"));
}

/** +W seconds: how long one member waits between messages. */
export function slowLimitOf(channel: Channel): Rate | undefined {
  const value = channel.params.get("W");
  return value === undefined ? undefined : { count: 1, seconds: Number(value) };
}

/** +j joins:seconds: how many may come in. */
export function joinLimitOf(channel: Channel): Rate | undefined {
  return rateOf(channel.params.get("j"));
}

/** True if a channel limits how much one may say. */
export function limitsSpeech({ params }: Channel): boolean {
  return params.size > 0 && (params.has("F") || params.has("W") || params.has("E"));
}

/** True if the limits on speech are not for this user: they have a voice. */
export function isFreeOfLimits(channel: Channel, user: User): boolean {
  const member = channel.member(user);
  return member !== undefined && isAtLeast(member.status, "v");
}

function rateOf(value: string | undefined): Rate | undefined {
  if (value === undefined) return undefined;
  const [count = 0, seconds = 0] = value.split(":").map(Number);
  return { count, seconds };
}
