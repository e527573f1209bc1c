import type { AccountKey, AccountSettings } from "./account.ts";
import type { UserId } from "./ids.ts";
import type { AccountPolicy } from "./settings.ts";
import type { SessionRecord, User } from "./user.ts";
import type { World } from "./world.ts";

// What a session, or its absence, may do: who may share a nick, who may stay without one.

/** True if what is on offer holds for an account that has chosen this, or nothing. */
function holds(policy: AccountPolicy, choice: boolean | undefined): boolean {
  switch (policy) {
    case "off":
      return false;
    case "mandatory":
      return true;
    default:
      return choice ?? policy === "opt-out";
  }
}

/** What the owner of an account has chosen; of one that only the configuration knows nothing is kept. */
function choicesOf(world: World, account: string): AccountSettings {
  return world.accountNamed(account)?.settings ?? {};
}

/** True if the account stays on the network without a session. */
export function mayStay(world: World, account: string): boolean {
  const { status = "active" } = world.accountNamed(account) ?? {};
  return status === "active" && holds(world.settings.sessions.alwaysOn, choicesOf(world, account).alwaysOn);
}

/** True if the user stays when the last session goes: of those in one account, whoever came into it first. */
export function isAlwaysOn(world: World, user: User): boolean {
  const { account } = user.identity;
  return account !== undefined && stayingUser(world, account) === user;
}

/** The user that stays for an account, if it does and is on the network. */
export function stayingUser(world: World, account: string): User | undefined {
  const user = firstOf(world, account);
  return user && mayStay(world, account) ? user : undefined;
}

/** Who has said something, while they are here: themselves, or who is in the account they were in then. */
export function authorNow(world: World, user: UserId, account: AccountKey | undefined): User | undefined {
  return world.user(user) ?? (account === undefined ? undefined : firstOf(world, account));
}

function firstOf(world: World, account: string): User | undefined {
  let first: User | undefined;
  for (const user of world.usersOfAccount(account) ?? []) if (!first || isBefore(user, first)) first = user;
  return first;
}

function isBefore(user: User, other: User): boolean {
  if (user.loggedInAt !== other.loggedInAt) return user.loggedInAt < other.loggedInAt;
  return user.id < other.id;
}

/** True if the clients of the account may share one nick. */
export function mayShareNick(world: World, account: string): boolean {
  return holds(world.settings.sessions.multiclient, choicesOf(world, account).multiclient);
}

/**
 * The user a client of this account becomes a session of: the one whose nick it asks for, or else whoever is in the
 * account. Without permission to share, only one who has no session at all.
 */
export function userToAttachTo(world: World, account: string, nick: string): User | undefined {
  const asked = world.userByNick(nick);
  const isTheirs = asked && world.usersOfAccount(account)?.has(asked);
  const user = isTheirs ? asked : firstOf(world, account);
  if (!user) return undefined;
  return user.sessions.length === 0 || mayShareNick(world, account) ? user : undefined;
}

/** True if somebody who logs in might still be given this nick, though another has it. */
export function mayBeOwnNick(world: World, nick: string): boolean {
  const { account } = world.userByNick(nick)?.identity ?? {};
  return account !== undefined && userToAttachTo(world, account, nick) !== undefined;
}

/** May the user have this session, too? A text says why not. */
export function mayAttach(world: World, user: User, session: SessionRecord): string | undefined {
  const { perAccount } = world.settings.sessions;
  if (perAccount > 0 && user.sessions.length >= perAccount) return "Too many sessions of your account";
  if (session.tls) return undefined;
  for (const { channel } of user.channels.values()) {
    // What is said there was promised to reach nobody in the clear.
    if (channel.has("z")) return `You are in ${channel.name}, which is for TLS only: connect with TLS`;
  }
  return undefined;
}

const dayMs = 86_400_000;

/** True if a user without a session is to leave: their account does not stay any more, or was away for too long. */
export function isStayOver(world: World, user: User, now: number): boolean {
  if (user.sessions.length > 0) return false;
  if (!isAlwaysOn(world, user)) return true;
  const { expireDays } = world.settings.sessions;
  return expireDays > 0 && now >= user.absentSince + expireDays * dayMs;
}

// What stands for a user who is not there and has said nothing of it.
const absentText = "Not connected";

/**
 * What a user is away for, as the sessions are now: nothing while one of them is present. pre-away.md: a session that
 * is away for `*` counts as if it were not there; while all are, what was said `before` stands.
 */
export function awaySum(world: World, user: User, before: string | undefined): string | undefined {
  if (user.sessions.length === 0) return before ?? absenceOf(world, user);
  if (user.sessions.some(({ away }) => away === undefined)) return undefined;
  const texts = user.sessions.flatMap(({ away }) => (away && away.text !== "*" ? [away] : []));
  if (texts.length === 0) return before ?? "*";
  return texts.reduce((newest, away) => (away.seq >= newest.seq ? away : newest)).text;
}

function absenceOf(world: World, user: User): string | undefined {
  const { account } = user.identity;
  const chosen = account === undefined ? undefined : choicesOf(world, account).autoAway;
  return (chosen ?? world.settings.sessions.autoAway) ? absentText : undefined;
}
