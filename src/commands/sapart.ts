import { reply } from "../protocol/reply.ts";
import { listOf, optional, text, user as userArg } from "./args.ts";
import { firstWords } from "./audited-command.ts";
import { defineCommand } from "./command.ts";
import { overrule } from "./overrule.ts";
import { partChannel } from "./part.ts";

/** Has somebody leave channels. */
export const sapart = defineCommand({
  name: "SAPART",
  when: "operator",
  privilege: "sapart",
  audited: firstWords(2),
  args: [userArg, listOf("channel"), optional(text)],
  help: "Has somebody leave channels, with a message if you like.",
  run(ctx, target, names, reason) {
    const { world } = ctx;
    const { commandTargets } = world.settings.limits;
    for (const [index, name] of names.entries()) {
      if (index >= commandTargets) return ctx.reply(reply("ERR_TOOMANYTARGETS", { target: name }));
      const channel = world.channelByName(name);
      if (!channel) ctx.reply(reply("ERR_NOSUCHCHANNEL", { channel: name }));
      else if (!channel.member(target)) {
        ctx.reply(reply("ERR_USERNOTINCHANNEL", { nick: target.nick, channel: channel.name }));
      } else {
        overrule(ctx, "SAPART", target.nick, channel.name);
        partChannel(ctx.inNameOf(target), channel, reason);
      }
    }
  },
});
