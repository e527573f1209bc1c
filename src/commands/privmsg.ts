import { type Reply, reply } from "../protocol/reply.ts";
import { ownCopy, stripFormatting } from "../protocol/text.ts";
import { maySpeak } from "../world/access.ts";
import type { MessageTarget } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import { prefixesOf, statusOfPrefix } from "../world/statuses.ts";
import { listOf, optional, text } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { RunContext } from "./context.ts";

type Verb = "PRIVMSG" | "NOTICE";

/** Says something to channels and users. */
export const privmsg = defineMessageCommand("PRIVMSG", "Says something to a channel or a user.");

/** Like PRIVMSG, but never answered: not by programs, not by the server. */
export const notice = defineMessageCommand("NOTICE", "Like PRIVMSG, but nothing answers it.");

function defineMessageCommand(verb: Verb, help: string) {
  return defineCommand({
    name: verb,
    when: "registered",
    args: [optional(listOf("target")), optional(text)],
    help,
    run(ctx, targets = [], said = "") {
      // RFC 2812 3.3.2: a NOTICE is never answered, not even with an error.
      const refuse = (refusal: Reply) => verb === "PRIVMSG" && ctx.reply(refusal);
      if (targets.length === 0) return void refuse(reply("ERR_NORECIPIENT", { command: verb }));
      if (said === "") return void refuse(reply("ERR_NOTEXTTOSEND"));
      const limit = ctx.world.settings.limits.messageTargets;
      for (const [index, target] of [...new Set(targets)].entries()) {
        if (index >= limit) return void refuse(reply("ERR_TOOMANYTARGETS", { target }));
        const refusal = sayTo(ctx, verb, target, said);
        if (refusal) refuse(refusal);
      }
    },
  });
}

function sayTo(ctx: RunContext, verb: Verb, target: string, said: string): Reply | undefined {
  const status = statusOfPrefix(target.charAt(0));
  const channel = ctx.world.channelByName(status ? target.slice(1) : target);
  if (channel) return sayToChannel(ctx, verb, channel, status, said);
  return sayToUser(ctx, verb, target, said);
}

function sayToChannel(
  ctx: RunContext,
  verb: Verb,
  channel: Channel,
  status: string | undefined,
  said: string,
): Reply | undefined {
  const verdict = maySpeak(ctx.world, channel, ctx.user, verb, said);
  if (verdict !== "everyone" && verdict !== "operators") return verdict;
  const shown = channel.has("S") ? stripFormatting(said) : said;
  const { user } = ctx;
  if (channel.member(user)?.hidden) {
    const { key, name } = channel;
    ctx.commit({
      type: "revealed",
      channel: key,
      name,
      user: user.id,
      by: user.identity,
      realname: user.realname,
    });
  }
  send(ctx, verb, shown, {
    to: "channel",
    channel: channel.key,
    name: status === undefined ? channel.name : prefixesOf(status) + channel.name,
    status: verdict === "operators" ? "o" : status,
  });
  return undefined;
}

function sayToUser(ctx: RunContext, verb: Verb, target: string, said: string): Reply | undefined {
  const other = ctx.world.userByNick(target);
  if (!other) return reply("ERR_NOSUCHNICK", { nick: target });
  send(ctx, verb, said, { to: "user", user: other.id, name: other.nick });
  if (verb === "PRIVMSG" && other.away !== undefined) {
    ctx.reply(reply("RPL_AWAY", { nick: other.nick, message: other.away }));
  }
  return undefined;
}

function send(ctx: RunContext, verb: Verb, said: string, target: MessageTarget): void {
  ctx.commit({
    type: "message-sent",
    verb,
    from: ctx.user.id,
    by: ctx.user.identity,
    target,
    text: ownCopy(said),
    id: ctx.nextMessageId(),
    at: ctx.now,
  });
}
