import { type Reply, reply } from "../protocol/reply.ts";
import { mayTakeName } from "./access-bans.ts";
import { type Account, isNamed, type NickProtection } from "./account.ts";
import { isBarred } from "./bans.ts";
import { isExtensionNick } from "./extensions.ts";
import { isServiceNick } from "./service-nicks.ts";
import { isAtLeast } from "./statuses.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

// Who may go by which nick.

/** May the nick be had at all: is it one, no service's, and free or the user's own? */
export function mayBearNick(
  world: World,
  wanted: string,
  user: User | undefined,
  now = world.at,
): Reply | undefined {
  if (wanted === "") return reply("ERR_NONICKNAMEGIVEN");
  if (!world.names.isNick(wanted)) return reply("ERR_ERRONEUSNICKNAME", { nick: wanted });
  if (isAnyService(world, wanted)) return kept(wanted, "Nickname is kept for a service");
  const reserved = mayTakeName(world, wanted, user, now);
  if (reserved) return reserved;
  const holder = world.userByNick(wanted);
  if (holder && holder !== user) return reply("ERR_NICKNAMEINUSE", { nick: wanted });
  return undefined;
}

/** May the nick be taken by who is logged in to this account, or to none? */
export function mayTakeNick(
  world: World,
  wanted: string,
  user: User | undefined,
  account: string | undefined = user?.identity.account,
): Reply | undefined {
  return mayBearNick(world, wanted, user) ?? mayUseOwned(world, wanted, account);
}

/** May an account have the nick for its own: is it nobody's, and does it look like no other's? */
export function mayOwnNick(world: World, wanted: string, account: string | undefined): Reply | undefined {
  const owner = world.ownerOfNick(world.names.foldNick(wanted));
  if (owner && !isNamed(world, owner, account)) return kept(wanted, "Nickname is registered");
  if (isAnyService(world, wanted)) return kept(wanted, "Nickname is kept for a service");
  return looksLikeAnothers(world, wanted, account) ? kept(wanted, lookalike) : undefined;
}

function isAnyService(world: World, nick: string): boolean {
  return isServiceNick(world.names, nick) || isExtensionNick(world, nick);
}

const lookalike = "Nickname looks like one that is registered";

function mayUseOwned(world: World, wanted: string, account: string | undefined): Reply | undefined {
  const owner = world.ownerOfNick(world.names.foldNick(wanted));
  if (!owner) return looksLikeAnothers(world, wanted, account) ? kept(wanted, lookalike) : undefined;
  if (isNamed(world, owner, account) || protectionOf(world, owner) !== "strict") return undefined;
  return kept(wanted, "Nickname is registered: log in to its account, or take another");
}

function kept(nick: string, why: string): Reply {
  return reply("ERR_NICKNAMEKEPT", { nick, why });
}

function looksLikeAnothers(world: World, wanted: string, account: string | undefined): boolean {
  // Most networks have no such accounts, and there a nick costs nothing more.
  if (world.lookalikes.size === 0) return false;
  for (const key of world.lookalikes.get(world.names.skeleton(wanted)) ?? []) {
    const owner = world.accounts.get(key);
    if (owner && !isNamed(world, owner, account) && protectionOf(world, owner) !== "off") return true;
  }
  return false;
}

/** How the nicks of an account are guarded. */
export function protectionOf(world: World, { settings, status }: Account): NickProtection {
  // Nobody has shown yet that it is theirs, and nobody can log in to it.
  if (status === "unverified") return "off";
  return settings.enforce ?? world.settings.nicks.protect;
}

/** The account whose nick somebody has who is not logged in to it, if it minds. */
export function robbedBy(world: World, user: User): Account | undefined {
  const owner = world.ownerOfNick(user.foldedNick);
  if (!owner || isNamed(world, owner, user.identity.account)) return undefined;
  return protectionOf(world, owner) === "off" ? undefined : owner;
}

/** True if the nick belongs to the account the user is logged in to. */
export function ownsNick(world: World, user: User, nick: string): boolean {
  const owner = world.ownerOfNick(world.names.foldNick(nick));
  return owner !== undefined && isNamed(world, owner, user.identity.account);
}

/** May the user take another nick, as far as their channels go? */
export function mayChangeNick(world: World, user: User): Reply | undefined {
  for (const { channel, status } of user.channels.values()) {
    if (isAtLeast(status, "v")) continue;
    if (channel.has("N")) return reply("ERR_NONICKCHANGE", { channel: channel.name });
    if (isBarred(world, channel, user)) {
      return reply("ERR_BANONCHAN", { nick: user.nick, channel: channel.name });
    }
  }
  return undefined;
}

/** The name to go by where who is logged in goes by that of the account; none if it is no nick or the option is off. */
export function nickForAccount({ settings, names }: World, account: string | undefined): string | undefined {
  if (account === undefined || !settings.nicks.areAccounts) return undefined;
  return names.isNick(account) ? account : undefined;
}

/** May the user leave the name of their account for another nick? */
export function mayLeaveAccountNick(world: World, user: User, wanted: string): Reply | undefined {
  const own = nickForAccount(world, user.identity.account);
  if (own === undefined || world.names.fold(own) === world.names.fold(wanted)) return undefined;
  return kept(wanted, `You go by the name of your account here: ${own}`);
}
