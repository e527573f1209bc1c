import { reply } from "../protocol/reply.ts";
import { optional, text, user as userArg } from "./args.ts";
import { reasonAfter } from "./audited-command.ts";
import { defineCommand } from "./command.ts";
import { kickMember } from "./kick.ts";
import { anyChannel, overrule } from "./overrule.ts";

/** Puts somebody out of a channel in the server's name. */
export const sakick = defineCommand({
  name: "SAKICK",
  when: "operator",
  privilege: "sakick",
  audited: reasonAfter(2),
  args: [anyChannel, userArg, optional(text)],
  help: "Puts somebody out of a channel in the server's name.",
  run(ctx, channel, target, reason) {
    const member = channel.member(target);
    if (!member) {
      return ctx.reply(reply("ERR_USERNOTINCHANNEL", { nick: target.nick, channel: channel.name }));
    }
    overrule(ctx, "SAKICK", channel.name, target.nick);
    kickMember(ctx, channel, member, ctx.server, reason);
  },
});
