import { formatDuration } from "../protocol/duration.ts";
import { reply } from "../protocol/reply.ts";
import { numberOf } from "../protocol/text.ts";
import { mayUsePrivilege } from "../world/access.ts";
import { bansOn } from "../world/access-bans.ts";
import { mayLookInto, maySeeAddress, maySeeBans, maySeeMembership } from "../world/access-queries.ts";
import type { Channel } from "../world/channel.ts";
import { modesText } from "../world/modes-text.ts";
import { prefixesOf } from "../world/statuses.ts";
import type { SessionRecord, User } from "../world/user.ts";
import { named } from "./args.ts";
import { clockText } from "./clock-text.ts";
import { defineCommand } from "./command.ts";
import type { AnswerStep, UserAskContext } from "./context.ts";
import { idleSeconds, wrapWords } from "./query-words.ts";
import { banInWords } from "./server-bans.ts";
import { matching, whereabouts } from "./testmask.ts";
import { counted, toldLine } from "./told-lines.ts";

const mostShown = 100;

/** All that is known of a user or a channel. */
export const check = defineCommand({
  name: "CHECK",
  when: "operator",
  privilege: "check",
  args: [named("nick, channel or mask")],
  help: "Shows all that is known of a user or a channel, or the users a mask is about; hosts and what is secret only with the privileges for it.",
  cost: 3,
  ask(ctx, what) {
    const user = ctx.world.userByNick(what);
    if (user) return ctx.stream(lines(aboutUser(ctx, user)));
    if (what.startsWith("#")) return checkChannel(ctx, what);
    if (!/[*?@!/]/.test(what)) return ctx.reply(reply("ERR_NOSUCHNICK", { nick: what }));
    const refusal = mayUsePrivilege(ctx.user, "see-hosts");
    if (refusal) return ctx.reply(refusal);
    ctx.stream(byMask(ctx, what));
  },
});

function checkChannel(ctx: UserAskContext, name: string): void {
  const channel = ctx.world.channelByName(name);
  // One that they may not look into is answered as if there were none.
  if (!channel || !mayLookInto(ctx.user, channel))
    return ctx.reply(reply("ERR_NOSUCHCHANNEL", { channel: name }));
  ctx.stream(lines(aboutChannel(ctx, channel)));
}

function* lines(texts: Iterable<string>): Generator<AnswerStep> {
  for (const text of texts) yield toldLine(text);
}

function byMask({ world }: UserAskContext, mask: string): Generator<AnswerStep> {
  return counted(
    matching(world, /[@!]/.test(mask) ? mask : `*@${mask}`),
    whereabouts,
    (count) => `${numberOf(count, "user is", "users are")} meant by ${mask}`,
    mostShown,
  );
}

function* aboutUser(ctx: UserAskContext, user: User): Generator<string> {
  const { user: viewer, world, now } = ctx;
  const { identity, realname, modes, snomask, oper, away } = user;
  yield `${identity.prefix} (${realname})`;
  yield `Account: ${identity.account ?? "none"}, modes: +${modes}${snomask === "" ? "" : ` +${snomask}`}`;
  if (oper) {
    const { name, privileges, class: className = "none" } = oper;
    yield* wrapped(`Operator ${name}, class ${className}:`, privileges ?? ["everything"]);
  }
  yield `Here since ${clockText(user.signedOnAt)}, idle for ${formatDuration(idleSeconds(user, now))}`;
  if (away !== undefined) yield `Away: ${away}`;
  for (const session of user.sessions) yield* aboutSession(ctx, user, session);
  if (user.sessions.length === 0) yield "No client is connected";
  const seen = [...user.channels.values()].filter((member) => maySeeMembership(viewer, member));
  yield* wrapped(
    "Channels:",
    seen.map(({ status, channel }) => prefixesOf(status) + channel.name),
  );
  if (!maySeeBans(viewer)) return;
  for (const ban of bansOn(world, user, now)) yield banInWords(ban, now);
}

function* aboutSession(
  { user: viewer, node: { statistics } }: UserAskContext,
  user: User,
  session: SessionRecord,
): Generator<string> {
  const { node, tls, host, address, device, certfp, gateway } = session;
  const parts = [`Client on ${node}`, tls ? "TLS" : "no TLS"];
  if (maySeeAddress(viewer, user)) {
    parts.push(host === address ? address : `${host} ${address}`);
    if (gateway) parts.push(`by ${gateway.name} at ${gateway.address}`);
  }
  if (device !== undefined) parts.push(`device ${device}`);
  if (certfp !== undefined) parts.push(`certificate ${certfp}`);
  const [className, listing, minutes] = [
    statistics.classOf(session.id),
    statistics.listingOf(session.id),
    statistics.reputationOf(session.id),
  ];
  if (className !== undefined) parts.push(`class ${className}`);
  if (listing) parts.push(`listed in ${listing.zone}`);
  if (minutes !== undefined) parts.push(`known for ${minutes} minutes`);
  yield parts.join(", ");
}

function* aboutChannel({ user: viewer }: UserAskContext, channel: Channel): Generator<string> {
  const { name, topic, lists, registration, createdAt } = channel;
  // A key is nobody's business: who wants in has SAJOIN.
  const modes = modesText(channel, (letter) => letter !== "k");
  yield `${name}, since ${clockText(createdAt)}, modes: ${modes}`;
  yield registration ? `It belongs to ${registration.founder ?? "nobody"}` : "It is not registered";
  if (topic) yield `Topic by ${topic.by}: ${topic.text}`;
  for (const [letter, entries] of lists)
    yield* wrapped(
      `+${letter}:`,
      entries.map(({ mask }) => mask),
    );
  const members = [...channel.members.values()].filter((member) => maySeeMembership(viewer, member));
  yield* wrapped(
    "Members:",
    members.map(({ status, user }) => prefixesOf(status) + user.nick),
  );
}

function* wrapped(head: string, words: readonly string[]): Generator<string> {
  for (const text of wrapWords(words)) yield `${head} ${text}`;
}
