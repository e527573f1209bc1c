import { limitsLine } from "../commands/channel-greeting.ts";
import type { ChannelModesChanged } from "../world/changes.ts";
import { limitingModes } from "../world/flood-limits.ts";
import { isStatus } from "../world/statuses.ts";
import type { World } from "../world/world.ts";
import type { Audience } from "./audience.ts";
import type { Session } from "./session.ts";

/** Tells those who want to know of other limits: all members where the modes have changed, and whose status has. */
export function tellLimits(change: ChannelModesChanged, world: World, audience: Audience): void {
  const channel = world.channels.get(change.channel);
  if (!channel) return;
  const tell = (session: Session) => {
    const { user } = session;
    if (!user || !channel.member(user) || !session.capabilities.has("draft/channel-flood-limits")) return;
    const { verb, params } = limitsLine(channel, user);
    session.say(verb, ...params);
  };
  if (change.modes.some(({ letter }) => limitingModes.includes(letter)))
    return audience.inChannel(change.channel).forEach(tell);
  // Without a mode that has a parameter nothing is limited, whoever one is.
  if (channel.params.size === 0) return;
  for (const { user, letter } of change.modes)
    if (user !== undefined && isStatus(letter)) audience.ofUser(user).forEach(tell);
}
