import type { ClientCapability } from "../caps/capabilities.ts";
import type { Reply } from "../protocol/reply.ts";
import type { Channel } from "../world/channel.ts";
import { limitWords } from "../world/flood-limits.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { ServerLine } from "./context.ts";
import { markerLine } from "./markread.ts";
import { nameReplies } from "./names.ts";
import { topicReplies } from "./topic.ts";

/**
 * What follows the JOIN a member is shown, on joining and in each session that comes later: topic, how far one has
 * read, and who is there.
 */
export function* channelGreeting(
  world: World,
  channel: Channel,
  user: User,
  capabilities: ReadonlySet<ClientCapability>,
): Generator<Reply | ServerLine> {
  if (channel.topic) yield* topicReplies(channel);
  // read-marker.md: "The command MUST be sent before the RPL_ENDOFNAMES reply for that channel".
  if (capabilities.has("draft/read-marker")) yield markerLine(world, user, channel.key, channel.name);
  if (capabilities.has("draft/channel-flood-limits")) yield limitsLine(channel, user);
  if (!capabilities.has("no-implicit-names")) yield* nameReplies(channel, user, capabilities);
}

/** CHANLIMITS: the limits that hold for a user in a channel, or that none do. */
export function limitsLine(channel: Channel, user: User): ServerLine {
  const words = limitWords(channel, user);
  return { verb: "CHANLIMITS", params: [channel.name, ...(words.length === 0 ? ["*"] : words)] };
}
