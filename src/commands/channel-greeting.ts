import type { ClientCapability } from "../caps/capabilities.ts";
import type { Reply } from "../protocol/reply.ts";
import type { Channel } from "../world/channel.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { AnswerBatch, ServerLine } from "./context.ts";
import { limitsAnswer } from "./limits-answer.ts";
import { markerLine } from "./markread.ts";
import { nameReplies } from "./names.ts";
import { topicReplies } from "./topic.ts";

/** The client that is greeted. */
interface Greeted {
  readonly world: World;
  readonly now: number;
  readonly capabilities: ReadonlySet<ClientCapability>;
}

/**
 * What follows the JOIN a member is shown, on joining and in each session that comes later: topic, how far one has
 * read, what limits hold, and who is there.
 */
export function* channelGreeting(
  channel: Channel,
  user: User,
  { world, now, capabilities }: Greeted,
): Generator<Reply | ServerLine | AnswerBatch> {
  if (channel.topic) yield* topicReplies(channel);
  // read-marker.md: "The command MUST be sent before the RPL_ENDOFNAMES reply for that channel".
  if (capabilities.has("draft/read-marker")) yield markerLine(world, user, channel.key, channel.name);
  if (capabilities.has("draft/channel-flood-limits")) yield limitsAnswer(channel, user, now, capabilities);
  if (!capabilities.has("no-implicit-names")) yield* nameReplies(channel, user, capabilities);
}
