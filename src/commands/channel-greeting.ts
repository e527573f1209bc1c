import type { CapabilityName } from "../caps/capabilities.ts";
import type { Reply } from "../protocol/reply.ts";
import type { Channel } from "../world/channel.ts";
import type { User } from "../world/user.ts";
import type { ServerLine } from "./context.ts";
import { nameReplies } from "./names.ts";
import { topicReplies } from "./topic.ts";

/** What follows the JOIN a member is shown, on joining and in each session that comes later: topic, and who is there. */
export function* channelGreeting(
  channel: Channel,
  user: User,
  capabilities: ReadonlySet<CapabilityName>,
): Generator<Reply | ServerLine> {
  if (channel.topic) yield* topicReplies(channel);
  if (!capabilities.has("no-implicit-names")) yield* nameReplies(channel, user, capabilities);
}
