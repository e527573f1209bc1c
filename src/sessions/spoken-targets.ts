import { addresseeKey, findAddressee } from "../commands/addressee.ts";
import { channelNamed, type Spoken } from "../moderation/occasions.ts";
import { channelSeenBy } from "../world/access.ts";
import type { Channel } from "../world/channel.ts";
import { limitsSpeech } from "../world/flood-limits.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";

/** The commands whose first parameter is a list of targets. */
export const toMany: ReadonlySet<string> = new Set(["PRIVMSG", "NOTICE", "TAGMSG"]);

/** The targets of a message, as they were written. */
export function targetsOf(command: string, [list = ""]: readonly string[]): readonly string[] {
  return list.includes(",") && toMany.has(command)
    ? list.split(",").filter((target) => target !== "")
    : [list];
}

/** A message, and the first of its targets that are more than one may have. */
export interface Reach {
  readonly spoken: Spoken;
  readonly beyond?: string;
}

/**
 * The message to each target once, however often and in whatever spelling it is named (`@#room` is another than `#room`),
 * and to no more than there may be.
 */
export function withinReach(world: World, user: User, spoken: Spoken): Reach {
  const targets = targetsOf(spoken.message.command, spoken.message.params);
  // What nearly every message is: for one.
  if (targets.length <= 1) return { spoken };
  const most = world.settings.limits.messageTargets;
  const keyOf = (target: string) => addresseeKey(world, target, findAddressee(world, user, target));
  const once = new Map<string, string>();
  for (const target of targets) {
    const key = keyOf(target);
    if (once.has(key)) continue;
    if (once.size >= most) return { spoken: withTargets(spoken, [...once.values()]), beyond: target };
    once.set(key, target);
  }
  return { spoken: withTargets(spoken, [...once.values()]) };
}

/** The message to these targets. */
export function withTargets(spoken: Spoken, targets: readonly string[]): Spoken {
  const { command, params } = spoken.message;
  return { ...spoken, message: { command, params: [targets.join(","), ...params.slice(1)] } };
}

/** The channel a target names, as far as the user may know of it, if it limits how much one may say. */
export function limitedChannel(world: World, user: User, target: string): Channel | undefined {
  const name = channelNamed(target);
  const channel = name === undefined ? undefined : channelSeenBy(world, name, user);
  return channel && limitsSpeech(channel) ? channel : undefined;
}
