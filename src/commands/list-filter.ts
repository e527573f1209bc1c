import { matchGlob } from "../protocol/masks.ts";
import type { Channel } from "../world/channel.ts";
import type { World } from "../world/world.ts";

/** What a LIST asks for: channels by name, or all that meet the conditions of ELIST. */
export interface ListFilter {
  /** Names without wildcards; `undefined`: all channels. */
  readonly names: readonly string[] | undefined;
  /** True if the channel meets every condition. */
  matches(channel: Channel): boolean;
}

type Condition = (channel: Channel) => boolean;

/** Reads what is asked of LIST: names and conditions, in any order. */
export function parseListFilter(
  { names: { fold } }: World,
  now: number,
  items: readonly string[],
): ListFilter {
  const conditions = items.map((item) => parseCondition(now, item));
  const unconditional = items.filter((_, index) => !conditions[index]);
  const names = unconditional.filter((item) => !hasWildcard(item) && !item.startsWith("!"));
  const masks = unconditional.filter((item) => hasWildcard(item) && !item.startsWith("!"));
  const wanted = masks.length === 0 ? [] : [...masks, ...names].map(fold);
  const unwanted = unconditional.filter((item) => item.startsWith("!")).map((item) => fold(item.slice(1)));
  return {
    names: names.length > 0 && masks.length === 0 ? names : undefined,
    matches: (channel) =>
      conditions.every((meets) => !meets || meets(channel)) &&
      (wanted.length === 0 || matchesAny(wanted, channel)) &&
      !matchesAny(unwanted, channel),
  };
}

function hasWildcard(item: string): boolean {
  return /[*?]/.test(item);
}

function matchesAny(masks: readonly string[], { key }: Channel): boolean {
  return masks.some((mask) => matchGlob(mask, key));
}

// Modern IRC, ELIST: C and T compare ages in minutes, so C<5 means made less than five minutes ago.
function parseCondition(now: number, item: string): Condition | undefined {
  const found = /^([CT]?)([<>])(\d{1,9})$/i.exec(item);
  if (!found) return undefined;
  const [, kind = "", sign = "", digits = ""] = found;
  const bound = Number(digits);
  const meets = (value: number) => (sign === "<" ? value < bound : value > bound);
  const minutesSince = (at: number) => (now - at) / 60_000;
  switch (kind.toUpperCase()) {
    case "C":
      return (channel) => meets(minutesSince(channel.createdAt));
    case "T":
      return (channel) => channel.topic !== undefined && meets(minutesSince(channel.topic.at));
    default:
      return (channel) => meets(channel.members.size);
  }
}
