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

/** Reads the parameters of LIST: names and conditions, in any order, separated by commas. */
export function parseListFilter(world: World, now: number, params: readonly string[]): ListFilter {
  const items = params.flatMap((param) => param.split(",")).filter((item) => item !== "");
  const conditions = items.map((item) => parseCondition(now, item));
  const unconditional = items.filter((_, index) => !conditions[index]);
  const names = unconditional.filter((item) => !hasWildcard(item) && !item.startsWith("!"));
  const wanted = unconditional.filter((item) => hasWildcard(item) && !item.startsWith("!"));
  const unwanted = unconditional.filter((item) => item.startsWith("!")).map((item) => item.slice(1));
  return {
    names: names.length > 0 && wanted.length === 0 ? names : undefined,
    matches: (channel) =>
      conditions.every((meets) => !meets || meets(channel)) &&
      (wanted.length === 0 || matchesAny(world, [...wanted, ...names], channel)) &&
      !matchesAny(world, unwanted, channel),
  };
}

function hasWildcard(item: string): boolean {
  return /[*?]/.test(item);
}

function matchesAny(world: World, masks: readonly string[], channel: Channel): boolean {
  return masks.some((mask) => matchGlob(world.names.fold(mask), channel.key));
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
