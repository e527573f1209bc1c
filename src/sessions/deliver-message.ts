import { matchGlob } from "../protocol/masks.ts";
import { maySeeMember } from "../world/access.ts";
import type { MessageSent, MessageTarget } from "../world/changes.ts";
import { isAtLeast } from "../world/statuses.ts";
import type { DeliveryParts } from "./handing.ts";
import type { Session } from "./session.ts";

/** Brings a message to those it is for, and back to who said it, if they asked for that. */
export function deliverMessage(parts: DeliveryParts, change: MessageSent, from: Session | undefined): void {
  const { audience, courier } = parts;
  const { target } = change;
  if (from?.capabilities.has("echo-message")) courier.to(from);
  toOtherSessions(parts, change, from);
  switch (target.to) {
    case "nobody":
      return;
    case "user":
      // To oneself there is a message besides the echo; it answers nothing.
      for (const session of audience.ofUser(target.user)) courier.pass(session);
      return;
    case "everyone":
      return toServers(parts, target.mask, from);
    case "channel":
      return toChannel(parts, change, target, from);
    default:
      return target satisfies never;
  }
}

/** What one says from one device is shown on the others, whoever hears it: it is their conversation, too. */
function toOtherSessions(
  { audience, courier }: DeliveryParts,
  { from: sender, target }: MessageSent,
  from: Session | undefined,
): void {
  // Said to oneself or to everyone, it comes to them in any case.
  if (target.to === "everyone" || (target.to === "user" && target.user === sender)) return;
  for (const session of audience.ofUser(sender)) if (session !== from) courier.pass(session);
}

type ChannelTarget = Extract<MessageTarget, { to: "channel" }>;

function toChannel(
  { world, audience, courier }: DeliveryParts,
  { verb, from: sender }: MessageSent,
  target: ChannelTarget,
  from: Session | undefined,
): void {
  const channel = world.channels.get(target.channel);
  const members = audience.inChannel(target.channel);
  if (from && verb !== "TAGMSG") from.currentRoom = channel?.name ?? from.currentRoom;
  const user = world.users.get(sender);
  const isPlain = target.status === undefined && verb !== "TAGMSG";
  if (isPlain) {
    // Nearly every message: a plain loop.
    for (const session of members) if (session.user !== user && !session.deaf) courier.pass(session);
    return;
  }
  for (const session of members) {
    const member = session.user && channel?.member(session.user);
    if (!channel || !member || session.user === user || session.deaf) continue;
    if (target.status !== undefined && !isAtLeast(member.status, target.status)) continue;
    // Tags alone are no word: they do not show a member whom +D or +u hides.
    const isHidden =
      verb === "TAGMSG" && user && channel.member(user) && !maySeeMember(channel, member.user, user);
    if (!isHidden) courier.pass(session);
  }
}

/** To everyone on the servers whose names the mask matches. */
function toServers(
  { world, audience, courier }: DeliveryParts,
  mask: string,
  from: Session | undefined,
): void {
  const folded = world.names.fold(mask);
  for (const session of audience.everybody) {
    if (session === from || !session.user) continue;
    // All sessions here are on one server.
    if (!matchGlob(folded, world.names.fold(session.node.name))) return;
    courier.pass(session);
  }
}
