import { mayReadSaid } from "../world/access-history.ts";
import type { MessageRedacted } from "../world/changes.ts";
import type { World } from "../world/world.ts";
import type { Audience } from "./audience.ts";
import type { Courier } from "./courier.ts";
import type { Session } from "./session.ts";

/** Tells of a message that was taken back: those the message was for, who said it and who took it back. */
export function deliverRedaction(
  { user, from: author, target, unseen }: MessageRedacted,
  from: Session | undefined,
  world: World,
  audience: Audience,
  courier: Courier,
): void {
  if (from) courier.once(from);
  if (target.to === "user") {
    for (const session of audience.ofUser(user)) courier.once(session);
    if (!unseen) for (const session of audience.ofUser(target.user)) courier.once(session);
    return;
  }
  const channel = world.channels.get(target.channel);
  if (!channel) return;
  for (const session of audience.inChannel(target.channel)) {
    if (!session.user || session.deaf) continue;
    if (mayReadSaid(channel, session.user, { from: author, status: target.status })) courier.once(session);
  }
}
