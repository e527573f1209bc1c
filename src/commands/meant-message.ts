import type { Said } from "../history/said.ts";
import { type Soon, soon } from "../history/soon.ts";
import { ownCopy } from "../protocol/text.ts";
import { mayReadHistory, type RedactableSaid } from "../world/access-history.ts";
import { accountOf } from "../world/account.ts";
import type { MessageSent, RedactedTarget } from "../world/changes.ts";
import { otherParty, talkWith } from "../world/conversations.ts";
import type { UserId } from "../world/ids.ts";
import { isAbsent, isChannel, type Place, type Talk } from "../world/place.ts";
import { prefixesOf, splitStatus } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { findAddressee } from "./addressee.ts";
import { isRefusal } from "./args.ts";
import type { PrepareContext } from "./context.ts";

// The message somebody means by its id, for those who may read it there.

/** Where the user may read what was said: a channel they are in, or with whom they talk or have talked. */
export function talkOf({ node, user, world }: PrepareContext, target: string): Talk | undefined {
  const place = placeOf(world, user, target);
  if (place !== "nobody") return place;
  // What was said with somebody who is gone is kept for who has an account.
  const isKept = node.history.lasts && user.identity.account !== undefined;
  return isKept && world.names.isNick(target) ? { absent: target } : undefined;
}

/** Where a message is that was found some time ago; in a conversation, with whom it is had now. */
export function talkNow(
  world: World,
  user: User,
  target: string,
  { target: where }: RedactableSaid,
): Talk | undefined {
  const place = placeOf(world, user, target);
  if (place !== "nobody" || where.to !== "user") return place === "nobody" ? undefined : place;
  const other = where.user === undefined ? undefined : world.users.get(where.user);
  const account = accountOf(world, user);
  if (other || account === undefined || where.conversation === undefined) return other;
  const now = talkWith(world, otherParty(where.conversation, account));
  return isAbsent(now) ? { absent: target } : now;
}

/** Where the change of a message is told. */
export function targetNow(place: Talk, { target }: RedactableSaid): RedactedTarget {
  if (isChannel(place) || target.to === "channel") return target;
  const other = isAbsent(place)
    ? { user: undefined, name: ownCopy(place.absent) }
    : { user: place.id, name: place.nick };
  return { ...target, ...other };
}

function placeOf(world: World, user: User, target: string): Place | "nobody" | undefined {
  const addressee = findAddressee(world, user, target);
  if (isRefusal(addressee)) return target.includes("#") ? undefined : "nobody";
  if ("mask" in addressee) return undefined;
  if ("user" in addressee) return addressee.user;
  return mayReadHistory(addressee.channel, user) ? undefined : addressee.channel;
}

/** A message that is meant by its id, and what decides about it. */
export interface Meant {
  readonly said: RedactableSaid;
  readonly message: MessageSent;
}

/** Looks a message up; `undefined`: there is none that this one may read there. */
export function findMeant(ctx: PrepareContext, target: string, id: string): Soon<Meant | undefined> {
  const { node, user, world } = ctx;
  const talk = talkOf(ctx, target);
  if (!talk) return undefined;
  return soon(node.history.find(talk, user, id), (found) => {
    // It may have taken a while to find: a channel may have got another name, and the nick another user.
    const isStillThere = !isChannel(talk) || talkOf(ctx, target) === talk;
    return isStillThere && found ? meantIn(found, talk, user, target, world.at) : undefined;
  });
}

function meantIn(
  { change, target: key }: Said,
  place: Talk,
  user: User,
  typed: string,
  foundAt: number,
): Meant | undefined {
  if (change.type !== "message-sent") return undefined;
  const { id, by, at } = change;
  const { nick, account } = by;
  const from = authorOf(change, place, user);
  const target = targetIn(change, place, { user, from, key });
  // `@#room` names only what was said there; `#room` everything of the channel.
  const { status } = splitStatus(typed);
  if (!target || (status !== undefined && !target.name.startsWith(`${prefixesOf(status)}#`)))
    return undefined;
  const said = { id, from, nick, ...(account !== undefined && { account }), target, at, foundAt };
  return { said, message: change };
}

/** Who said it: of two in a conversation the one in whose account it was said, whatever they were known by then. */
function authorOf({ from, by }: MessageSent, place: Talk, user: User): UserId {
  const other = isChannel(place) || isAbsent(place) ? undefined : place.id;
  if (isChannel(place) || from === user.id || from === other || by.account === undefined) return from;
  return by.account === user.identity.account ? user.id : (other ?? from);
}

/** Where it was said, as that is called now: the channel may have got another name. */
function targetIn(
  { target }: MessageSent,
  place: Talk,
  { user, from, key }: { readonly user: User; readonly from: UserId; readonly key: string | undefined },
): RedactedTarget | undefined {
  if (isChannel(place)) return target.to === "channel" ? { ...target, channel: place.key } : undefined;
  if (target.to !== "user") return undefined;
  const other = from !== user.id ? user.id : isAbsent(place) ? undefined : place.id;
  return { to: "user", user: other, name: target.name, conversation: key };
}
