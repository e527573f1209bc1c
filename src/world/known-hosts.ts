import { hostsOfAccount } from "./shown-host.ts";
import type { SessionRecord, User } from "./user.ts";
import type { World } from "./world.ts";

/** Where somebody comes from, or is about to. */
export type Origin = Pick<SessionRecord, "host" | "address"> & { readonly cloak?: string | undefined };

/** What the address of somebody gives: host name, address as text, and cloak. Nobody chooses these. */
export function hostsOfOrigin({ host, address, cloak }: Origin): readonly string[] {
  const plain = host === address ? [address] : [host, address];
  return cloak === undefined ? plain : [...plain, cloak];
}

/** What a user is shown with, and what their account could show them with, whichever it does. */
export function shownHostsOf(world: World, { identity: { host, account } }: User): readonly string[] {
  return account === undefined ? [host] : [host, ...hostsOfAccount(world, account)];
}

/** Every host a user can be known by, each once: those of all sessions, for another one is no way around a ban. */
export function knownHosts(world: World, user: User): ReadonlySet<string> {
  return new Set([...shownHostsOf(world, user), ...user.origins.flatMap(hostsOfOrigin)]);
}
