import { type Reply, reply } from "../protocol/reply.ts";
import type { BanFacts, BanKind, ServerBan } from "./server-ban.ts";
import { ServerBans } from "./server-bans.ts";
import type { SessionRecord, User } from "./user.ts";
import type { World } from "./world.ts";

// Who may be on the network, and speak there, as far as the bans of the whole network go.

/** What keeps somebody off the network. */
const closing: readonly BanKind[] = ["kline", "dline", "xline"];

/** Who is about to come. */
export interface Comer {
  readonly username: string;
  readonly realname: string;
  readonly account?: string | undefined;
  readonly session: Pick<SessionRecord, "host" | "address">;
}

/** May somebody come onto the network? The ban that keeps them off. */
export function banOnComer(
  world: World,
  { username, realname, account, session }: Comer,
): ServerBan | undefined {
  const { host, address } = session;
  return world.bans.on({ user: username, host, address, realname, account }, closing, world.at);
}

/** The ban that would have somebody off the network who is on it. */
export function closingBanOn(world: World, user: User): ServerBan | undefined {
  return onUser(world, user, closing);
}

/** Is the user to be listened to? Operators always are, or they could not undo a mistake. */
export function isShunned(world: World, user: User): boolean {
  return user.oper === undefined && onUser(world, user, ["shun"]) !== undefined;
}

/** May the user say anything? The ban that has them mute. */
export function muteOn(world: World, user: User): ServerBan | undefined {
  return user.oper === undefined ? onUser(world, user, ["mute"]) : undefined;
}

function onUser(world: World, user: User, kinds: readonly BanKind[]): ServerBan | undefined {
  // Nearly always there is none of them, and nearly every line asks.
  if (!kinds.some((kind) => world.bans.count(kind) > 0)) return undefined;
  for (const facts of factsOf(user)) {
    const ban = world.bans.on(facts, kinds, world.at);
    if (ban) return ban;
  }
  return undefined;
}

/** Everything a user is matched by: once for each place they come from. */
export function factsOf(user: User): readonly BanFacts[] {
  const { user: username, account } = user.identity;
  return user.origins.map(({ host, address }) => ({
    user: username,
    host,
    address,
    realname: user.realname,
    account,
  }));
}

/** May the name be taken, as a nick or as that of a new channel? */
export function mayTakeName(world: World, name: string, user: User | undefined): Reply | undefined {
  if (user?.oper) return undefined;
  const ban = world.bans.onName(name, world.at);
  return ban && reply("ERR_UNAVAILRESOURCE", { name, reason: ban.reason });
}

/** The users a ban is about right now; those an exception covers are not. */
export function* usersHit(world: World, ban: ServerBan): Generator<User> {
  const alone = new ServerBans((text) => world.names.fold(text));
  alone.set(ban);
  const isAbout = (facts: BanFacts) =>
    (ban.kind === "resv" ? undefined : alone.on(facts, [ban.kind], world.at)) !== undefined &&
    !world.bans.isExcepted(facts, world.at);
  for (const user of world.users.values()) if (factsOf(user).some(isAbout)) yield user;
}

/** Every ban that is about a user, whatever its kind. */
export function* bansOn(world: World, user: User): Generator<ServerBan> {
  for (const ban of world.bans.list()) {
    const alone = new ServerBans((text) => world.names.fold(text));
    alone.set(ban);
    const isAbout =
      ban.kind === "resv"
        ? alone.onName(user.nick, world.at) !== undefined
        : factsOf(user).some((facts) => alone.on(facts, [ban.kind], world.at) !== undefined);
    if (isAbout) yield ban;
  }
}
