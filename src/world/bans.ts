import { type MatchedUser, matchGlob, matchHostmask, normalizeHostmask } from "../protocol/masks.ts";
import type { Channel, ListEntry } from "./channel.ts";
import { knownHosts } from "./known-hosts.ts";
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
interface Known extends MatchedUser {
  readonly account: string | undefined;
}

function knownOf(world: World, user: User, hosts: Iterable<string> = knownHosts(world, user)): Known {
  const { nick, user: username, account } = user.identity;
  const { fold } = world.names;
  return {
    nick: fold(nick),
    user: fold(username),
    hosts: [...new Set(Array.from(hosts, fold))],
    account: account === undefined ? undefined : fold(account),
  };
}

/** The newest ban that keeps the user out and silent, if none of the exceptions covers them. */
export function banOn(world: World, channel: Channel, user: User): ListEntry | undefined {
  return channel.lists.has("b") ? banAbout(world, channel, knownOf(world, user)) : undefined;
}

/** True if a ban keeps the user from speaking: one that keeps them out as well, or a quiet, `+b m:mask`. */
export function isBarred(world: World, channel: Channel, user: User): boolean {
  // What a user is known by is gathered once: it is asked for at nearly every message.
  if (!channel.lists.has("b")) return false;
  const known = knownOf(world, user);
  return banAbout(world, channel, known) !== undefined || isQuieted(world, channel, known);
}

function banAbout(world: World, channel: Channel, known: Known): ListEntry | undefined {
  const ban = channel.lists.get("b")?.findLast(({ mask }) => matchesAny(world, mask, known));
  return ban && !isOnList(world, channel.lists.get("e"), known) ? ban : undefined;
}

/** All bans that are about the user by these hosts, those that only keep them silent with them. */
export function matchingBans(
  world: World,
  channel: Channel,
  user: User,
  hosts: Iterable<string>,
): readonly ListEntry[] {
  const known = knownOf(world, user, hosts);
  return (channel.lists.get("b") ?? []).filter(({ mask }) => {
    const extban = extbanOf(mask);
    return matchesAny(world, extban?.letter === "m" ? quietedMask(extban.rest) : mask, known);
  });
}

/** Whom a quiet is about: it stays as it was typed, and the mask in it is completed where it is used. */
function quietedMask(rest: string): string {
  return extbanOf(rest) ? rest : normalizeHostmask(rest);
}

function isQuieted(world: World, channel: Channel, known: Known): boolean {
  if (!isOnQuietList(world, channel.lists.get("b"), known)) return false;
  const exceptions = channel.lists.get("e");
  return !isOnList(world, exceptions, known) && !isOnQuietList(world, exceptions, known);
}

function isOnQuietList(world: World, entries: readonly ListEntry[] = [], known: Known): boolean {
  return entries.some(({ mask }) => {
    const extban = extbanOf(mask);
    return extban?.letter === "m" && matchesAny(world, quietedMask(extban.rest), known);
  });
}

/** True if an entry of +I covers the user. */
export function isInviteExcepted(world: World, channel: Channel, user: User): boolean {
  return channel.lists.has("I") && isOnList(world, channel.lists.get("I"), knownOf(world, user));
}

function isOnList(world: World, entries: readonly ListEntry[] = [], known: Known): boolean {
  return entries.some(({ mask }) => matchesAny(world, mask, known));
}

/** Those entries whose masks, or accounts as `a:name`, are about the user. */
export function entriesAbout<T extends { readonly mask: string }>(
  world: World,
  entries: readonly T[],
  user: User,
): readonly T[] {
  const known = knownOf(world, user);
  return entries.filter(({ mask }) => matchesAny(world, mask, known));
}

/** True if an entry of +e covers the user. */
export function isBanExcepted(world: World, channel: Channel, user: User): boolean {
  return channel.lists.has("e") && isOnList(world, channel.lists.get("e"), knownOf(world, user));
}

/** True if the mask is about the user. A quiet is about nobody who does not speak. */
function matchesAny(world: World, mask: string, known: Known): boolean {
  const extban = extbanOf(mask);
  if (extban?.letter === "m") return false;
  if (!extban) return matchHostmask(world.names.fold(mask), known);
  return known.account !== undefined && matchGlob(world.names.fold(extban.rest), known.account);
}
