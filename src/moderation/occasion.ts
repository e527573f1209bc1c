import { matchGlob } from "../protocol/masks.ts";
import { channelSeenBy, hasStatus } from "../world/access.ts";
import type { Channel } from "../world/channel.ts";
import type { StatusLetter } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { Exemption } from "./filter-rule.ts";
import type { Judged } from "./rule-set.ts";

/** Who says or does something; before registration there is no user. */
export interface Author {
  readonly user: User | undefined;
  readonly account: string | undefined;
}

/** Something somebody says or does, as filters judge it. */
export interface Occasion {
  readonly what: Judged;
  /** Whatever of it can be read: each is judged. */
  readonly texts: readonly string[];
  /** Whom or what it is for, as it was written. */
  readonly target?: string;
  /** The channel that names, if it is one. */
  readonly channel?: string;
}

/** The channel an occasion is in, as far as its author may know of it: what is hidden from them has no say. */
export function channelOf(world: World, { user }: Author, occasion: Occasion): Channel | undefined {
  return occasion.channel === undefined ? undefined : channelSeenBy(world, occasion.channel, user);
}

/** Is a rule not for this author, on this occasion? */
export function isExempt(
  world: World,
  { opers, loggedIn, accounts, status, channels }: Exemption,
  { user, account }: Author,
  { channel: name }: Occasion,
  channel: Channel | undefined,
): boolean {
  const { names } = world;
  if (opers && user?.oper) return true;
  if (account !== undefined && (loggedIn || accounts.some((one) => names.fold(one) === names.fold(account))))
    return true;
  if (status && channel && user && hasStatus(channel, user, letters[status])) return true;
  if (channels.length === 0 || name === undefined) return false;
  return channels.some((mask) => matchGlob(names.fold(mask), names.fold(name)));
}

const letters = {
  voice: "v",
  halfop: "h",
  op: "o",
  protected: "a",
  founder: "q",
} as const satisfies Record<string, StatusLetter>;
