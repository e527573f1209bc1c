import type { Said } from "../history/said.ts";
import { mayReadHistory, type RedactableSaid } from "../world/access-history.ts";
import type { MessageSent, RedactedTarget } from "../world/changes.ts";
import type { UserId } from "../world/ids.ts";
import { isChannel, type Place } from "../world/place.ts";
import { prefixesOf, splitStatus } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { findAddressee } from "./addressee.ts";
import { isRefusal } from "./args.ts";
import type { PrepareContext } from "./context.ts";

// The message somebody means by its id, for those who may read it there.

/** Where the user may read what was said: a channel they are in, or with whom they talk. */
export function placeOf(world: World, user: User, target: string): Place | undefined {
  const addressee = findAddressee(world, user, target);
  if (isRefusal(addressee) || "mask" in addressee) return undefined;
  if ("user" in addressee) return addressee.user;
  return mayReadHistory(addressee.channel, user) ? undefined : addressee.channel;
}

/** A message that is meant by its id, and what decides about it. */
export interface Meant {
  readonly said: RedactableSaid;
  readonly message: MessageSent;
}

/** Looks a message up; `undefined`: there is none that this one may read there. */
export function findMeant(
  { node, user, world }: PrepareContext,
  target: string,
  id: string,
): Promise<Meant | undefined> | Meant | undefined {
  const place = placeOf(world, user, target);
  const found = place && node.history.find(place, user, id);
  const meant = (one: Said | undefined) => {
    // It may have taken a while to find.
    const now = placeOf(world, user, target);
    return now && one && meantIn(one, now, user, target, world.at);
  };
  return found instanceof Promise ? found.then(meant) : meant(found);
}

function meantIn(
  { change }: Said,
  place: Place,
  user: User,
  typed: string,
  foundAt: number,
): Meant | undefined {
  if (change.type !== "message-sent") return undefined;
  const { id, by, at } = change;
  const { nick, account } = by;
  const from = authorOf(change, place, user);
  const target = targetIn(change, place, user, from);
  // `@#room` names only what was said there; `#room` everything of the channel.
  const { status } = splitStatus(typed);
  if (!target || (status !== undefined && !target.name.startsWith(`${prefixesOf(status)}#`)))
    return undefined;
  const said = { id, from, nick, ...(account !== undefined && { account }), target, at, foundAt };
  return { said, message: change };
}

/** Who said it: of two in a conversation the one in whose account it was said, whatever they were known by then. */
function authorOf({ from, by }: MessageSent, place: Place, user: User): UserId {
  if (isChannel(place) || from === user.id || from === place.id || by.account === undefined) return from;
  return by.account === user.identity.account ? user.id : place.id;
}

/** Where it was said, as that is called now: the channel may have got another name. */
function targetIn(
  { target }: MessageSent,
  place: Place,
  user: User,
  from: UserId,
): RedactedTarget | undefined {
  if (isChannel(place)) return target.to === "channel" ? { ...target, channel: place.key } : undefined;
  if (target.to !== "user") return undefined;
  const other = from === user.id ? place : user;
  return { to: "user", user: other.id, name: target.name };
}
