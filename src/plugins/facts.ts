import type { Change } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import type { Identity } from "../world/identity.ts";
import type { World } from "../world/world.ts";
import type { About, ChannelFacts, UserFacts } from "./plugin-api.ts";

/** What a plugin may know of somebody. */
export function userFacts({ nick, user, host, account, oper, bot }: Identity): UserFacts {
  return { nick, username: user, host, account, isOperator: oper, isBot: bot };
}

/** What a plugin may know of a channel. */
export function channelFacts({
  key,
  name,
  flags,
  params,
  topic,
  members,
  registration,
}: Channel): ChannelFacts {
  return {
    ...{ key, name },
    modes: flags,
    params: Object.fromEntries([...params].filter(([letter]) => letter !== "k")),
    topic: topic?.text,
    members: members.size,
    isRegistered: registration !== undefined,
  };
}

/** What surrounds a change. */
export function aboutChange(world: World, change: Change, at: number): About {
  const channel = channelOf(world, change);
  const by = "by" in change && change.by.user !== "" ? userFacts(change.by) : undefined;
  return { at, by, channel: channel && channelFacts(channel) };
}

function channelOf(world: World, change: Change): Channel | undefined {
  if ("channel" in change) return world.channels.get(change.channel);
  if (!("target" in change) || typeof change.target === "string") return undefined;
  return "channel" in change.target ? world.channels.get(change.target.channel) : undefined;
}

/** A copy that a plugin cannot alter: what is true of the world is nobody's to write on. */
export function shownChange<C extends Change>(change: C): C {
  return frozen(structuredClone(change));
}

function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const child of Object.values(value)) frozen(child);
  return Object.freeze(value);
}
