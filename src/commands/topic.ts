import { type Reply, reply } from "../protocol/reply.ts";
import { cutToBytes, ownCopy } from "../protocol/text.ts";
import { maySetTopic } from "../world/access.ts";
import type { Channel } from "../world/channel.ts";
import type { Identity } from "../world/identity.ts";
import { channel, optional, text } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { RunContext } from "./context.ts";
import { reveal } from "./reveal.ts";

/** Shows or sets the topic of a channel. */
export const topic = defineCommand({
  name: "TOPIC",
  when: "registered",
  args: [channel, optional(text)],
  help: "Shows the topic of a channel, or sets it; an empty one removes it.",
  changes: (message) => message.params.length > 1,
  ask(ctx, channel) {
    for (const line of topicReplies(channel)) ctx.reply(line);
  },
  run(ctx, channel, text = "") {
    const { user } = ctx;
    const refusal = maySetTopic(ctx.world, channel, user);
    if (refusal) return ctx.reply(refusal);
    reveal(ctx, channel, user);
    setTopic(ctx, channel, text, user.identity);
  },
});

/** Sets the topic of a channel; an empty one removes it. */
export function setTopic(ctx: RunContext<unknown>, channel: Channel, text: string, by: Identity): void {
  const shown = ownCopy(cutToBytes(text, ctx.world.settings.limits.topicLength));
  ctx.commit({
    type: "topic-set",
    channel: channel.key,
    name: channel.name,
    by,
    topic: { text: shown, by: by.prefix, at: ctx.now },
  });
}

/** The topic with who set it and when, or that there is none. */
export function topicReplies(channel: Channel): readonly Reply[] {
  const { topic, name } = channel;
  if (!topic) return [reply("RPL_NOTOPIC", { channel: name })];
  return [
    reply("RPL_TOPIC", { channel: name, topic: topic.text }),
    reply("RPL_TOPICWHOTIME", { channel: name, by: topic.by, at: Math.floor(topic.at / 1000) }),
  ];
}
