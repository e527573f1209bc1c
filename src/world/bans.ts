import { matchGlob, normalizeHostmask } from "../protocol/masks.ts";
import type { Channel, ListEntry } from "./channel.ts";
import { hostsOfAccount } from "./shown-host.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** account-extban.md: the letter that matches accounts. */
export const accountExtban = "a";

/** What an extended ban matches on: one row for each letter of EXTBAN. */
export const extbans = [
  { letter: accountExtban, does: "the account, by name or mask: a:alice" },
  { letter: "m", does: "quiet: may join, may not speak" },
] as const;

/** `,am`, the value of EXTBAN: the prefix is empty. */
export const extbanToken = `,${extbans.map((extban) => extban.letter).join("")}`;

/** An extended ban is one advertised letter, a colon, and the rest. */
export function extbanOf(mask: string): { readonly letter: string; readonly rest: string } | undefined {
  const letter = mask.charAt(0);
  if (mask.charAt(1) !== ":" || !extbans.some((extban) => extban.letter === letter)) return undefined;
  return { letter, rest: mask.slice(2) };
}

/** Everything a user can be known by, folded. */
interface Known {
  readonly hostmasks: readonly string[];
  readonly account: string | undefined;
}

function knownOf(world: World, user: User): Known {
  const { nick, user: username, prefix, host, account } = user.identity;
  const given = account === undefined ? [] : hostsOfAccount(world, account);
  const hosts = new Set([user.realHost, user.address, ...given]);
  // Whoever a user is elsewhere, too: another session is no way around a ban.
  for (const session of user.origins) hosts.add(session.host).add(session.address);
  hosts.delete(host);
  const hostmasks = [prefix, ...[...hosts].map((other) => `${nick}!${username}@${other}`)];
  return {
    hostmasks: hostmasks.map((mask) => world.names.fold(mask)),
    account: account === undefined ? undefined : world.names.fold(account),
  };
}

/** The newest ban that keeps the user out and silent, if none of the exceptions covers them. */
export function banOn(world: World, channel: Channel, user: User): ListEntry | undefined {
  const bans = channel.lists.get("b");
  if (!bans) return undefined;
  const known = knownOf(world, user);
  const ban = bans.findLast(({ mask }) => matchesAny(world, mask, known));
  return ban && !isExcepted(world, channel, user) ? ban : undefined;
}

/** All bans that are about the user, those that only keep them silent with them. */
export function matchingBans(world: World, channel: Channel, user: User): readonly ListEntry[] {
  const known = knownOf(world, user);
  return (channel.lists.get("b") ?? []).filter(({ mask }) => {
    const extban = extbanOf(mask);
    return matchesAny(world, extban?.letter === "m" ? quietedMask(extban.rest) : mask, known);
  });
}

/** Whom a quiet is about: it stays as it was typed, and the mask in it is completed where it is used. */
function quietedMask(rest: string): string {
  return extbanOf(rest) ? rest : normalizeHostmask(rest);
}

/** True if the user may be in the channel but not speak: `+b m:mask`. */
export function isQuieted(world: World, channel: Channel, user: User): boolean {
  if (!isOnQuietList(world, channel.lists.get("b"), user)) return false;
  return !isExcepted(world, channel, user) && !isOnQuietList(world, channel.lists.get("e"), user);
}

function isOnQuietList(world: World, entries: readonly ListEntry[] | undefined, user: User): boolean {
  if (!entries) return false;
  const quiets = entries.flatMap(({ mask }) => extbanOf(mask) ?? []).filter(({ letter }) => letter === "m");
  if (quiets.length === 0) return false;
  const known = knownOf(world, user);
  return quiets.some(({ rest }) => matchesAny(world, quietedMask(rest), known));
}

/** True if an entry of +e covers the user. */
function isExcepted(world: World, channel: Channel, user: User): boolean {
  return isOnList(world, channel.lists.get("e"), user);
}

/** True if an entry of +I covers the user. */
export function isInviteExcepted(world: World, channel: Channel, user: User): boolean {
  return isOnList(world, channel.lists.get("I"), user);
}

function isOnList(world: World, entries: readonly ListEntry[] | undefined, user: User): boolean {
  if (!entries) return false;
  const known = knownOf(world, user);
  return entries.some(({ mask }) => matchesAny(world, mask, known));
}

/** True if the mask is about the user. A quiet is about nobody who does not speak. */
function matchesAny(world: World, mask: string, { hostmasks, account }: Known): boolean {
  const extban = extbanOf(mask);
  if (extban?.letter === "m") return false;
  if (extban) return account !== undefined && matchGlob(world.names.fold(extban.rest), account);
  const folded = world.names.fold(mask);
  return hostmasks.some((hostmask) => matchGlob(folded, hostmask));
}
