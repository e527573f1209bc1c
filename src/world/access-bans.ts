import { type Reply, reply } from "../protocol/reply.ts";
import { hostsOfOrigin, type Origin, shownHostsOf } from "./known-hosts.ts";
import { type BanFacts, type BanKind, closingKinds, type ServerBan, subjectOf } from "./server-ban.ts";
import { aboutTest, isTooWide } from "./server-bans.ts";
import { hostsOfAccount, isAboutAllShown } from "./shown-host.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

// Who may be on the network, and speak there, as far as the bans of the whole network go. Who asks outside of an entry
// says the time: the world's is that of the last entry, and stands still while nobody does anything.

const shuns: readonly BanKind[] = ["shun"];
const mutes: readonly BanKind[] = ["mute"];

/** Who is about to come. */
export interface Comer {
  readonly username: string;
  readonly realname: string;
  readonly account?: string | undefined;
  readonly session: Origin;
}

/** May somebody come onto the network? The ban that keeps them off. */
export function banOnComer(world: World, comer: Comer, now = world.at): ServerBan | undefined {
  return world.bans.on(factsOfComer(world, comer), closingKinds, now);
}

/** True if nothing that is set against many is about somebody who is about to come. */
export function isExcepted(world: World, comer: Comer, now = world.at): boolean {
  return world.bans.isExcepted(factsOfComer(world, comer), now);
}

function factsOfComer(world: World, { username, realname, account, session }: Comer): BanFacts {
  const shownHosts = account === undefined ? [] : hostsOfAccount(world, account);
  const { address } = session;
  return { user: username, address, hosts: hostsOfOrigin(session), shownHosts, realname, account };
}

/** The ban that would have somebody off the network who is on it. */
export function closingBanOn(world: World, user: User): ServerBan | undefined {
  return onUser(world, user, closingKinds);
}

/** Is the user to be listened to? Operators always are, or they could not undo a mistake. */
export function isShunned(world: World, user: User, now: number): boolean {
  return user.oper === undefined && onUser(world, user, shuns, now) !== undefined;
}

/** May the user say anything? The ban that has them mute. */
export function muteOn(world: World, user: User): ServerBan | undefined {
  return user.oper === undefined ? onUser(world, user, mutes) : undefined;
}

function onUser(world: World, user: User, kinds: readonly BanKind[], now = world.at): ServerBan | undefined {
  // Nearly always there is none, and nearly every line asks.
  if (kinds.every((kind) => world.bans.count(kind) === 0)) return undefined;
  for (const facts of factsOf(world, user)) {
    const ban = world.bans.on(facts, kinds, now);
    if (ban) return ban;
  }
  return undefined;
}

/** Everything a user is matched by: once for each place they come from. */
export function factsOf(world: World, user: User): readonly BanFacts[] {
  const { user: username, account } = user.identity;
  const everywhere = {
    user: username,
    shownHosts: shownHostsOf(world, user),
    realname: user.realname,
    account,
  };
  return user.origins.map((origin) => ({
    ...everywhere,
    address: origin.address,
    hosts: hostsOfOrigin(origin),
  }));
}

/** True if a ban would be about nearly everybody, or all who are shown with a host the network gives: probably another was meant. */
export function isTooWideHere(world: World, kind: BanKind, mask: string): boolean {
  return (
    isTooWide(kind, mask) ||
    (subjectOf(kind) === "user@host" && kind !== "eline" && isAboutAllShown(world, mask))
  );
}

/** May the name be taken, as a nick or as that of a new channel? */
export function mayTakeName(
  world: World,
  name: string,
  user: User | undefined,
  now = world.at,
): Reply | undefined {
  if (user?.oper) return undefined;
  const ban = world.bans.onName(name, now);
  return ban && reply("ERR_UNAVAILRESOURCE", { name, reason: ban.reason });
}

/** The users a ban is about right now; those an exception covers are not. */
export function* usersHit(world: World, ban: ServerBan, now: number): Generator<User> {
  // A reserved name is kept by who has it.
  if (ban.kind === "resv") return;
  const isAbout = aboutTest(ban, world.names.fold);
  for (const user of world.users.values()) {
    const isHit = (facts: BanFacts) => isAbout(facts, user.nick, now) && !world.bans.isExcepted(facts, now);
    if (factsOf(world, user).some(isHit)) yield user;
  }
}

/** Every ban that is about a user, whatever its kind. */
export function* bansOn(world: World, user: User, now: number): Generator<ServerBan> {
  const all = factsOf(world, user);
  for (const ban of world.bans.list()) {
    const isAbout = aboutTest(ban, world.names.fold);
    if (all.some((facts) => isAbout(facts, user.nick, now))) yield ban;
  }
}
