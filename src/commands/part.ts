import { reply } from "../protocol/reply.ts";
import { cutToBytes } from "../protocol/text.ts";
import { maySeeChannel, memberShownTo } from "../world/access.ts";
import type { Channel } from "../world/channel.ts";
import { listOf, optional, text } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { RunContext } from "./context.ts";

/** Leaves channels. */
export const part = defineCommand({
  name: "PART",
  aliases: ["LEAVE"],
  when: "registered",
  args: [listOf("channel"), optional(text)],
  help: "Leaves channels, with a message if you like.",
  run(ctx, names, reason) {
    const { commandTargets } = ctx.world.settings.limits;
    for (const [index, name] of names.entries()) {
      if (index >= commandTargets) return ctx.reply(reply("ERR_TOOMANYTARGETS", { target: name }));
      const channel = ctx.world.channelByName(name);
      if (!channel || !maySeeChannel(channel, ctx.user)) {
        ctx.reply(reply("ERR_NOSUCHCHANNEL", { channel: name }));
      } else if (!channel.member(ctx.user)) {
        ctx.reply(reply("ERR_NOTONCHANNEL", { channel: channel.name }));
      } else partChannel(ctx, channel, reason);
    }
  },
});

/** Takes the user out of a channel they are in. */
export function partChannel(ctx: RunContext<unknown>, channel: Channel, reason: string | undefined): void {
  const { user, world } = ctx;
  const member = channel.member(user);
  if (!member) return;
  ctx.commit({
    type: "parted",
    channel: channel.key,
    name: channel.name,
    user: user.id,
    by: user.identity,
    reason: reason === undefined ? undefined : cutToBytes(reason, world.settings.limits.kickLength),
    shownTo: memberShownTo(channel, member),
    at: ctx.now,
  });
}
