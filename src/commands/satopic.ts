import { text } from "./args.ts";
import { defineCommand } from "./command.ts";
import { anyChannel, overrule } from "./overrule.ts";
import { setTopic } from "./topic.ts";

/** Sets the topic of a channel in the server's name. */
export const satopic = defineCommand({
  name: "SATOPIC",
  when: "operator",
  privilege: "satopic",
  args: [anyChannel, text],
  help: "Sets the topic of a channel in the server's name; an empty one removes it.",
  run(ctx, channel, said) {
    overrule(ctx, "SATOPIC", channel.name);
    setTopic(ctx, channel, said, ctx.server);
  },
});
