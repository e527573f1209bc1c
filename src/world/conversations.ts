import { accountOf } from "./account.ts";
import type { MessageSent } from "./changes.ts";
import type { Channel } from "./channel.ts";
import type { Identity } from "./identity.ts";
import { type Absent, isAbsent, type Talk } from "./place.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/**
 * A conversation as the store keeps it. Who is logged in takes part as their account; a guest takes part by name only,
 * and is no party: what is kept under their nick is for the account they talked with, and for nobody who has the nick.
 */
export interface Conversation {
  readonly key: string;
  /** The accounts that may read it. */
  readonly parties: readonly string[];
}

// What an account has no name like, and no nick: the two kinds of names never meet.
const guestMark = ":";

/** Where a message to a user is kept; `undefined`: neither of the two is logged in, and it is kept nowhere. */
export function conversationOf(
  world: World,
  { by, target }: Pick<MessageSent, "by" | "target">,
): Conversation | undefined {
  if (target.to !== "user") return undefined;
  const receiver = world.users.get(target.user);
  return receiver && conversation(partyOf(world, by), partyOf(world, receiver.identity));
}

/** The conversation of two, as they are known to the store. */
export function conversation(one: string, other: string): Conversation | undefined {
  const parties = [...new Set([one, other])].filter((party) => !party.startsWith(guestMark));
  if (parties.length === 0) return undefined;
  return { key: [one, other].sort().join(" "), parties };
}

/** How somebody takes part: as their account, or as a guest. */
export function partyOf({ names }: World, { account, nick }: Pick<Identity, "account" | "nick">): string {
  return account === undefined ? guestMark + names.foldNick(nick) : names.fold(account);
}

/** How somebody who is not here may have taken part, the likelier first. */
export function absentParties(world: World, nick: string): readonly string[] {
  const folded = world.names.foldNick(nick);
  const owner = world.ownerOfNick(folded)?.key;
  return owner === undefined ? [world.names.fold(nick), guestMark + folded] : [owner];
}

/** The other one of a conversation's key. */
export function otherParty(key: string, party: string): string {
  const [one = "", other = ""] = key.split(" ");
  return one === party ? other : one;
}

/** The other one as they are now: who is here, or the name they are known by. */
export function talkWith(world: World, party: string): User | Absent {
  if (party.startsWith(guestMark)) {
    const nick = party.slice(guestMark.length);
    const holder = world.userByNick(nick);
    // Who is logged in under a guest's nick is somebody else.
    return holder && holder.identity.account === undefined ? holder : { absent: nick };
  }
  const [user] = world.usersOfAccount(party) ?? [];
  return user ?? { absent: world.accountNamed(party)?.name ?? party };
}

/** True if a conversation is the user's, and this is the other one of it. */
export function isTalkOf(world: World, user: User, talk: Exclude<Talk, Channel>, key: string): boolean {
  const account = accountOf(world, user);
  if (account === undefined || !key.split(" ").includes(account)) return false;
  // Who is here under a guest's nick may be somebody else.
  return isAbsent(talk) || accountOf(world, talk) === otherParty(key, account);
}
