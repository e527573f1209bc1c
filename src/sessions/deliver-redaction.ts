import { isInForce } from "../caps/capabilities.ts";
import { mayReadSaid } from "../world/access-history.ts";
import type { MessageEdited, MessageRedacted } from "../world/changes.ts";
import type { DeliveryParts } from "./handing.ts";
import type { Session } from "./session.ts";

/** Tells of a message that was taken back: those the message was for, who said it and who took it back. */
export function deliverRedaction(
  parts: DeliveryParts,
  change: MessageRedacted,
  from: Session | undefined,
): void {
  if (from) parts.courier.once(from);
  toReaders(parts, change);
}

/** Tells of a message that has another text, and who changed it if they asked for echoes. */
export function deliverEdit(parts: DeliveryParts, change: MessageEdited, from: Session | undefined): void {
  const { courier, world } = parts;
  if (from?.capabilities.has("echo-message")) courier.once(from);
  else if (from) courier.skip(from);
  toReaders(parts, change, world.settings.history.editNotices ? undefined : knowsEdits);
}

function knowsEdits({ capabilities }: Session): boolean {
  return isInForce("draft/message-edit", capabilities);
}

function toReaders(
  { world, audience, courier }: DeliveryParts,
  { user, from: author, target, unseen }: MessageRedacted | MessageEdited,
  isTold = (_: Session) => true,
): void {
  const hand = (session: Session) => {
    if (isTold(session)) courier.once(session);
  };
  if (target.to === "user") {
    for (const session of audience.ofUser(user)) hand(session);
    if (!unseen && target.user !== undefined)
      for (const session of audience.ofUser(target.user)) hand(session);
    return;
  }
  const channel = world.channels.get(target.channel);
  if (!channel) return;
  for (const session of audience.inChannel(target.channel)) {
    if (!session.user || session.deaf) continue;
    if (mayReadSaid(channel, session.user, { from: author, status: target.status })) hand(session);
  }
}
