import { reply } from "../protocol/reply.ts";
import { stripFormatting } from "../protocol/text.ts";
import { maySpeak } from "../world/access.ts";
import { mayRelay } from "../world/access-channels.ts";
import { userIdentity } from "../world/identity.ts";
import { channel, isRefusal, named, text } from "./args.ts";
import { defineCommand } from "./command.ts";

/** Says in a channel what somebody said elsewhere, under their nick there: proposal 417. */
export const relaymsg = defineCommand({
  name: "RELAYMSG",
  when: "registered",
  args: [channel, named("nick"), text],
  relaysTags: true,
  help: "Says something in a channel under the nick somebody has elsewhere; for bots that are operators there.",
  negotiated: { capability: "draft/relaymsg", refusal: reply("FAIL_RELAY_NOT_ENABLED") },
  run(ctx, channel, nick, said) {
    const { user, world } = ctx;
    const shown = channel.has("S") ? stripFormatting(said) : said;
    const isNothing = shown === "" || (shown !== said && shown.trim() === "");
    if (isNothing) return ctx.reply(reply("ERR_NOTEXTTOSEND"));
    const verdict = mayRelay(world, channel, user, nick) ?? maySpeak(world, channel, user, "PRIVMSG", said);
    if (isRefusal(verdict)) return ctx.reply(verdict);
    const { identity } = user;
    // Whoever cannot read the tag sees by user name and host whose word it is.
    const by = { ...userIdentity(nick, identity.nick, identity.host), bot: identity.bot };
    ctx.commit({
      type: "message-sent",
      verb: "PRIVMSG",
      from: user.id,
      by,
      target: { to: "channel", channel: channel.key, name: channel.name, status: undefined },
      text: shown,
      ...(ctx.tags && { tags: ctx.tags }),
      relayedBy: identity.nick,
      id: ctx.nextMessageId(),
      at: ctx.now,
    });
  },
});
