import { reply } from "../protocol/reply.ts";
import { cutToBytes } from "../protocol/text.ts";
import { mayKnock } from "../world/access-channels.ts";
import { channel, optional, text } from "./args.ts";
import { defineCommand } from "./command.ts";

/** Asks the operators of a channel to be invited. */
export const knock = defineCommand({
  name: "KNOCK",
  when: "registered",
  args: [channel, optional(text)],
  help: "Asks the operators of a channel to invite you.",
  cost: 2,
  run(ctx, channel, said = "") {
    const { user, world } = ctx;
    const refusal = mayKnock(world, channel, user);
    if (refusal) return ctx.reply(refusal);
    const words = said === "" ? "has asked for an invite." : `has asked for an invite: ${said}`;
    const shown = cutToBytes(words, world.settings.limits.kickLength);
    ctx.commit({
      type: "knocked",
      channel: channel.key,
      user: user.id,
      by: user.identity,
      reply: reply("RPL_KNOCK", { channel: channel.name, mask: user.identity.prefix, text: shown }),
      at: ctx.now,
    });
    ctx.reply(reply("RPL_KNOCKDLVR", { channel: channel.name }));
  },
});
