import { type Reply, reply } from "../protocol/reply.ts";
import { isAction, isCtcp, stripFormatting } from "../protocol/text.ts";
import { maySpeak } from "../world/access.ts";
import { mayAnnounceCaller, mayMessageUser } from "../world/access-users.ts";
import type { MessageLine, MessageTarget, MessageVerb } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import { joinedText, lineByLine } from "../world/line-by-line.ts";
import { isAtLeast, prefixesOf, type StatusLetter } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import { type Addressee, addresseeKey, findAddressee } from "./addressee.ts";
import { isRefusal, listOf, optional, text } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { RunContext } from "./context.ts";
import { openQuery } from "./open-query.ts";
import { reveal } from "./reveal.ts";
import { sayToMask } from "./say-to-mask.ts";

/** Says something to channels and users. */
export const privmsg = defineMessageCommand("PRIVMSG", "Says something to a channel or a user.");

/** Like PRIVMSG, but never answered: not by programs, not by the server. */
export const notice = defineMessageCommand("NOTICE", "Like PRIVMSG, but nothing answers it.");

function defineMessageCommand(verb: "PRIVMSG" | "NOTICE", help: string) {
  return defineCommand({
    name: verb,
    aliases: verb === "PRIVMSG" ? ["MSG"] : [],
    when: "registered",
    args: [optional(listOf("target")), optional(text)],
    relaysTags: true,
    help,
    run(ctx, targets = [], said = "") {
      sayLine(ctx, verb, targets, said);
    },
  });
}

/** What is said, whoever it is for. */
interface Saying {
  readonly verb: MessageVerb;
  /** Empty in TAGMSG. */
  readonly text: string;
  readonly lines?: readonly MessageLine[];
}

/** Says a line to each target. */
export function sayLine(
  ctx: RunContext,
  verb: "PRIVMSG" | "NOTICE",
  targets: readonly string[],
  text: string,
): void {
  sayToEach(ctx, targets, { verb, text });
}

/** Sends the tags of the line to each target: message-tags.md, "in the same way as PRIVMSG and NOTICE". */
export function sayTags(ctx: RunContext, targets: readonly string[]): void {
  // What is denied is silently ignored: nothing is left to send.
  if (ctx.tags !== undefined && !/(?:^|;)\+/.test(ctx.tags)) return;
  sayToEach(ctx, targets, { verb: "TAGMSG", text: "" });
}

/** Says the lines of a batch to its target, all at once. */
export function saySeveralLines(ctx: RunContext, verb: "PRIVMSG" | "NOTICE", target: string): void {
  const { lines = [] } = ctx;
  sayToEach(ctx, [target], { verb, text: joinedText(lines), lines });
}

/** RFC 2812 3.3.2: a NOTICE is never answered, not even with an error. */
function answer(ctx: RunContext, verb: MessageVerb, line: Reply): void {
  if (verb !== "NOTICE") ctx.reply(line);
}

function sayToEach(ctx: RunContext, targets: readonly string[], saying: Saying): void {
  const { verb, text } = saying;
  const [first] = targets;
  if (first === undefined) return answer(ctx, verb, reply("ERR_NORECIPIENT", { command: verb }));
  if (text === "" && verb !== "TAGMSG") return answer(ctx, verb, reply("ERR_NOTEXTTOSEND"));
  // What nearly every message is: for one.
  if (targets.length === 1) return sayToOne(ctx, saying, findAddressee(ctx.world, ctx.user, first));
  const seen = new Set<string>();
  for (const target of targets) {
    const addressee = findAddressee(ctx.world, ctx.user, target);
    const key = addresseeKey(ctx.world, target, addressee);
    if (seen.has(key)) continue;
    if (seen.size >= ctx.world.settings.limits.messageTargets) {
      return answer(ctx, verb, reply("ERR_TOOMANYTARGETS", { target }));
    }
    seen.add(key);
    sayToOne(ctx, saying, addressee);
  }
}

function sayToOne(ctx: RunContext, saying: Saying, addressee: Addressee | Reply): void {
  const refusal = isRefusal(addressee) ? addressee : sayTo(ctx, saying, addressee);
  if (refusal) answer(ctx, saying.verb, refusal);
}

function sayTo(ctx: RunContext, saying: Saying, addressee: Addressee): Reply | undefined {
  if ("mask" in addressee) return sayToMask(ctx, addressee.mask, (target) => send(ctx, saying, target));
  if ("user" in addressee) return sayToUser(ctx, saying, addressee.user);
  return sayToChannel(ctx, saying, addressee.channel, addressee.status);
}

function sayToChannel(
  ctx: RunContext,
  saying: Saying,
  channel: Channel,
  status: StatusLetter | undefined,
): Reply | undefined {
  const { verb } = saying;
  const verdict = maySpeak(ctx.world, channel, ctx.user, verb, lineByLine(saying));
  if (isRefusal(verdict)) return verdict;
  const shown = channel.has("S") ? withoutFormatting(saying) : saying;
  // Nothing but formatting was said.
  if (verb !== "TAGMSG" && shown.text.trim() === "" && saying.text !== shown.text)
    return reply("ERR_NOTEXTTOSEND");
  // Tags alone are no word: they do not show who has joined unseen.
  if (verb !== "TAGMSG") reveal(ctx, channel, ctx.user);
  send(ctx, shown, {
    to: "channel",
    channel: channel.key,
    name: status === undefined ? channel.name : prefixesOf(status) + channel.name,
    status: verdict === "operators" ? atLeastOperators(status) : status,
  });
  return undefined;
}

function withoutFormatting({ verb, text, lines }: Saying): Saying {
  const plain = lines?.map((line) => ({ ...line, text: stripFormatting(line.text) }));
  return { verb, text: stripFormatting(text), ...(plain && { lines: plain }) };
}

/** +U: of what the mute say to some, no more than the operators get. */
function atLeastOperators(status: StatusLetter | undefined): StatusLetter {
  return status && isAtLeast(status, "o") ? status : "o";
}

function sayToUser(ctx: RunContext, saying: Saying, to: User): Reply | undefined {
  const { verb, text } = saying;
  const verdict = mayMessageUser(ctx.world, ctx.user, to, lineByLine(saying));
  if (isRefusal(verdict)) return verdict;
  if (verdict === "held") return verb === "TAGMSG" ? undefined : holdBack(ctx, verb, to);
  // Who is silenced sees their echo, as if nothing were.
  if (verdict === "silenced") send(ctx, saying, { to: "nobody", name: to.nick });
  else {
    // Proposal 569: "the server automatically opens a user query before dispatching the message".
    if (verb === "PRIVMSG") openQuery(ctx, to, ctx.user.foldedNick, ctx.user.nick);
    send(ctx, saying, { to: "user", user: to.id, name: to.nick });
  }
  // A program that sends CTCP requests is not told of every one that nobody reads it; nor is one that types.
  const isSpeech = verb !== "TAGMSG" && (!isCtcp(text) || isAction(text));
  if (to.away === undefined || !isSpeech || verdict === "silenced") return undefined;
  return reply("RPL_AWAY", { nick: to.nick, message: to.away });
}

/** +g: the message is dropped, and each side learns of it. */
function holdBack(ctx: RunContext, verb: MessageVerb, to: User): undefined {
  const { identity } = ctx.user;
  const { nick, user, host } = identity;
  answer(ctx, verb, reply("RPL_TARGUMODEG", { nick: to.nick }));
  if (!mayAnnounceCaller(to, ctx.now)) return;
  const told = reply("RPL_UMODEGMSG", { nick, host: `${user}@${host}` });
  ctx.commit({ type: "told", to: { user: to.id }, by: identity, reply: told, at: ctx.now });
  answer(ctx, verb, reply("RPL_TARGNOTIFY", { nick: to.nick }));
}

function send(ctx: RunContext, { verb, text, lines }: Saying, target: MessageTarget): void {
  const { tags, user } = ctx;
  const { id: from, identity: by } = user;
  const id = ctx.nextMessageId();
  // The text is a slice of its line, which is hardly longer: a copy would cost more than it saves.
  const message = { type: "message-sent", verb, from, by, target, text, id, at: ctx.now } as const;
  // Nearly every message has neither.
  if (!lines && !tags) return ctx.commit(message);
  ctx.commit({ ...message, ...(lines && { lines }), ...(tags && { tags }) });
}
