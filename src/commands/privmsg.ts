import { type Reply, reply } from "../protocol/reply.ts";
import { isAction, isCtcp, stripFormatting } from "../protocol/text.ts";
import { mayAnnounceCaller, mayMessageUser, maySpeak } from "../world/access.ts";
import type { MessageTarget } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import { isAtLeast, prefixesOf, type StatusLetter } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import { type Addressee, addresseeKey, findAddressee } from "./addressee.ts";
import { isRefusal, listOf, optional, text } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { RunContext } from "./context.ts";
import { reveal } from "./reveal.ts";
import { sayToMask } from "./say-to-mask.ts";

type Verb = "PRIVMSG" | "NOTICE";

/** Says something to channels and users. */
export const privmsg = defineMessageCommand("PRIVMSG", "Says something to a channel or a user.");

/** Like PRIVMSG, but never answered: not by programs, not by the server. */
export const notice = defineMessageCommand("NOTICE", "Like PRIVMSG, but nothing answers it.");

function defineMessageCommand(verb: Verb, help: string) {
  return defineCommand({
    name: verb,
    aliases: verb === "PRIVMSG" ? ["MSG"] : [],
    when: "registered",
    args: [optional(listOf("target")), optional(text)],
    help,
    run(ctx, targets = [], said = "") {
      const refusal = sayToEach(ctx, verb, targets, said);
      if (refusal) answer(ctx, verb, refusal);
    },
  });
}

/** RFC 2812 3.3.2: a NOTICE is never answered, not even with an error. */
function answer(ctx: RunContext, verb: Verb, line: Reply): void {
  if (verb === "PRIVMSG") ctx.reply(line);
}

function sayToEach(ctx: RunContext, verb: Verb, targets: readonly string[], said: string): Reply | undefined {
  if (targets.length === 0) return reply("ERR_NORECIPIENT", { command: verb });
  if (said === "") return reply("ERR_NOTEXTTOSEND");
  if (targets.length === 1) return sayToOne(ctx, verb, targets[0] ?? "", said);
  const seen = new Set<string>();
  for (const target of targets) {
    const addressee = findAddressee(ctx.world, ctx.user, target);
    const key = isRefusal(addressee) ? ctx.world.names.fold(target) : addresseeKey(addressee);
    if (seen.has(key)) continue;
    if (seen.size >= ctx.world.settings.limits.messageTargets) return reply("ERR_TOOMANYTARGETS", { target });
    seen.add(key);
    const refusal = isRefusal(addressee) ? addressee : sayTo(ctx, verb, addressee, said);
    if (refusal) answer(ctx, verb, refusal);
  }
  return undefined;
}

/** What nearly every message is: for one. */
function sayToOne(ctx: RunContext, verb: Verb, target: string, said: string): Reply | undefined {
  const addressee = findAddressee(ctx.world, ctx.user, target);
  return isRefusal(addressee) ? addressee : sayTo(ctx, verb, addressee, said);
}

function sayTo(ctx: RunContext, verb: Verb, addressee: Addressee, said: string): Reply | undefined {
  if ("mask" in addressee) return sayToMask(ctx, verb, addressee.mask, said);
  if ("user" in addressee) return sayToUser(ctx, verb, addressee.user, said);
  return sayToChannel(ctx, verb, addressee.channel, addressee.status, said);
}

function sayToChannel(
  ctx: RunContext,
  verb: Verb,
  channel: Channel,
  status: StatusLetter | undefined,
  said: string,
): Reply | undefined {
  const verdict = maySpeak(ctx.world, channel, ctx.user, verb, said);
  if (isRefusal(verdict)) return verdict;
  const shown = channel.has("S") ? stripFormatting(said) : said;
  // Nothing but formatting was said.
  if (shown === "") return reply("ERR_NOTEXTTOSEND");
  reveal(ctx, channel, ctx.user);
  send(ctx, verb, shown, {
    to: "channel",
    channel: channel.key,
    name: status === undefined ? channel.name : prefixesOf(status) + channel.name,
    status: verdict === "operators" ? atLeastOperators(status) : status,
  });
  return undefined;
}

/** +U: of what the mute say to some, no more than the operators get. */
function atLeastOperators(status: StatusLetter | undefined): StatusLetter {
  return status && isAtLeast(status, "o") ? status : "o";
}

function sayToUser(ctx: RunContext, verb: Verb, to: User, said: string): Reply | undefined {
  const verdict = mayMessageUser(ctx.world, ctx.user, to, said);
  if (isRefusal(verdict)) return verdict;
  if (verdict === "silenced") return undefined;
  if (verdict === "held") return holdBack(ctx, verb, to);
  send(ctx, verb, said, { to: "user", user: to.id, name: to.nick });
  // A program that sends CTCP requests is not told of every one that nobody reads it.
  const isSpeech = !isCtcp(said) || isAction(said);
  if (to.away === undefined || !isSpeech) return undefined;
  return reply("RPL_AWAY", { nick: to.nick, message: to.away });
}

/** +g: the message is dropped, and each side learns of it. */
function holdBack(ctx: RunContext, verb: Verb, to: User): undefined {
  const { nick, user, host } = ctx.user.identity;
  answer(ctx, verb, reply("RPL_TARGUMODEG", { nick: to.nick }));
  if (!mayAnnounceCaller(to, ctx.now)) return;
  const told = reply("RPL_UMODEGMSG", { nick, host: `${user}@${host}` });
  ctx.commit({ type: "told", to: { user: to.id }, reply: told, at: ctx.now });
  answer(ctx, verb, reply("RPL_TARGNOTIFY", { nick: to.nick }));
}

function send(ctx: RunContext, verb: Verb, said: string, target: MessageTarget): void {
  ctx.commit({
    type: "message-sent",
    verb,
    from: ctx.user.id,
    by: ctx.user.identity,
    target,
    // A slice of its line, which is hardly longer: a copy would cost more than it saves.
    text: said,
    id: ctx.nextMessageId(),
    at: ctx.now,
  });
}
