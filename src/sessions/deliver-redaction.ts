import { isInForce } from "../caps/capabilities.ts";
import { mayReadSaid } from "../world/access-history.ts";
import type { MessageEdited, MessageRedacted } from "../world/changes.ts";
import type { World } from "../world/world.ts";
import type { Audience } from "./audience.ts";
import type { Courier } from "./courier.ts";
import type { Session } from "./session.ts";

/** Tells of a message that was taken back: those the message was for, who said it and who took it back. */
export function deliverRedaction(
  change: MessageRedacted,
  from: Session | undefined,
  world: World,
  audience: Audience,
  courier: Courier,
): void {
  if (from) courier.once(from);
  toReaders(change, world, audience, courier);
}

/** Tells of a message that has another text, and who changed it if they asked for echoes. */
export function deliverEdit(
  change: MessageEdited,
  from: Session | undefined,
  world: World,
  audience: Audience,
  courier: Courier,
): void {
  if (from?.capabilities.has("echo-message")) courier.once(from);
  else if (from) courier.skip(from);
  toReaders(change, world, audience, courier, world.settings.history.editNotices ? undefined : knowsEdits);
}

function knowsEdits({ capabilities }: Session): boolean {
  return isInForce("draft/message-edit", capabilities);
}

function toReaders(
  { user, from: author, target, unseen }: MessageRedacted | MessageEdited,
  world: World,
  audience: Audience,
  courier: Courier,
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
