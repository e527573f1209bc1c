import { reply } from "../protocol/reply.ts";
import { channelSeenBy } from "../world/access.ts";
import { named, rest } from "./args.ts";
import { defineCommand } from "./command.ts";
import { asksChannelModes, changeChannelModes, showChannelModes } from "./mode-channel.ts";
import { changeUserModes, showUserModes } from "./mode-user.ts";

/** Shows or changes the modes of a channel or of oneself. */
export const mode = defineCommand({
  name: "MODE",
  when: "registered",
  // Parameters of the modes follow; the two kinds of target read them in their own way.
  args: [named("target"), rest("modes")],
  help: "Shows or changes the modes of a channel, or your own.",
  changes: ({ params }) => params.length > 1 && !asksChannelModes(params),
  ask(ctx, target, modes) {
    const channel = channelSeenBy(ctx.world, target, ctx.user);
    if (channel) return showChannelModes(ctx, channel, modes);
    if (target.startsWith("#")) return ctx.reply(reply("ERR_NOSUCHCHANNEL", { channel: target }));
    showUserModes(ctx, target);
  },
  run(ctx, target, modes) {
    const channel = channelSeenBy(ctx.world, target, ctx.user);
    if (channel) return changeChannelModes(ctx, channel, modes);
    if (target.startsWith("#")) return ctx.reply(reply("ERR_NOSUCHCHANNEL", { channel: target }));
    changeUserModes(ctx, target, modes);
  },
});
