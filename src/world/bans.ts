import { matchGlob } from "../protocol/masks.ts";
import type { Channel, ListEntry } from "./channel.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** What an extended ban matches on: one row for each letter of EXTBAN. */
export const extbans = [{ letter: "m", does: "quiet: may join, may not speak" }] as const;

/** `,m`, the value of EXTBAN: the prefix is empty. */
export const extbanToken = `,${extbans.map((extban) => extban.letter).join("")}`;

/** An extended ban is one advertised letter, a colon, and the rest. */
export function extbanOf(mask: string): { readonly letter: string; readonly rest: string } | undefined {
  const letter = mask.charAt(0);
  if (mask.charAt(1) !== ":" || !extbans.some((extban) => extban.letter === letter)) return undefined;
  return { letter, rest: mask.slice(2) };
}

/** True if the mask is about this user, by shown host, real host or address. */
export function maskMatches(world: World, mask: string, user: User): boolean {
  const folded = world.names.fold(mask);
  return hostmasksOf(world, user).some((hostmask) => matchGlob(folded, hostmask));
}

/** Everything a user can be known by, folded. */
export function hostmasksOf(world: World, user: User): readonly string[] {
  const { nick, user: username, prefix, host } = user.identity;
  const hosts = new Set([user.realHost, user.address]);
  hosts.delete(host);
  return [prefix, ...[...hosts].map((other) => `${nick}!${username}@${other}`)].map((mask) =>
    world.names.fold(mask),
  );
}

/** The ban that keeps the user out and silent, if none of the exceptions covers them. */
export function banOn(world: World, channel: Channel, user: User): ListEntry | undefined {
  const ban = channel.lists.get("b")?.find(({ mask }) => !extbanOf(mask) && maskMatches(world, mask, user));
  return ban && !isExcepted(world, channel, user) ? ban : undefined;
}

/** True if the user may be in the channel but not speak: `+b m:mask`. */
export function isQuieted(world: World, channel: Channel, user: User): boolean {
  const quieted = channel.lists.get("b")?.some(({ mask }) => {
    const extban = extbanOf(mask);
    return extban?.letter === "m" && maskMatches(world, extban.rest, user);
  });
  return quieted === true && !isExcepted(world, channel, user);
}

/** True if an entry of +e covers the user. */
function isExcepted(world: World, channel: Channel, user: User): boolean {
  return channel.lists.get("e")?.some(({ mask }) => maskMatches(world, mask, user)) === true;
}

/** True if an entry of +I covers the user. */
export function isInviteExcepted(world: World, channel: Channel, user: User): boolean {
  return channel.lists.get("I")?.some(({ mask }) => maskMatches(world, mask, user)) === true;
}
