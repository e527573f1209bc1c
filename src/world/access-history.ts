import { type Reply, reply } from "../protocol/reply.ts";
import { maySpeak } from "./access.ts";
import { outranks } from "./access-modes.ts";
import { mayMessageUser } from "./access-users.ts";
import { belongingsOf } from "./belongings.ts";
import type { ConversationTarget, RedactedTarget } from "./changes.ts";
import type { Channel, Member } from "./channel.ts";
import { isTalkOf } from "./conversations.ts";
import type { UserId } from "./ids.ts";
import { isAbsent, isChannel, type Talk } from "./place.ts";
import type { HistoryPolicy } from "./settings.ts";
import { isAtLeast, type StatusLetter } from "./statuses.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** May the user read what was said in the channel? Members only; the caller has looked the channel up as they see it. */
export function mayReadHistory(channel: Channel, user: User): Reply | undefined {
  return channel.member(user) ? undefined : reply("ERR_NOTONCHANNEL", { channel: channel.name });
}

/** What members may read of the channel: what it has chosen, or what the network has. */
export function historyPolicy({ settings }: World, { registration }: Channel): HistoryPolicy {
  return registration?.settings.history ?? settings.history.channels;
}

/** From which time on, in ms since 1970, the user may read what was said in the channel; `undefined`: nothing of it. */
export function readableSince(world: World, channel: Channel, user: User): number | undefined {
  const member = channel.member(user);
  if (!member) return undefined;
  const since = sinceByPolicy(historyPolicy(world, channel), member);
  return since === undefined ? undefined : Math.max(since, keptSince(world, channel));
}

function sinceByPolicy(policy: HistoryPolicy, { channel, joinedAt }: Member): number | undefined {
  switch (policy) {
    case "none":
      return undefined;
    case "since-join":
      // In the same millisecond somebody may have said something before.
      return joinedAt + 1;
    case "since-registration":
      return (channel.registration?.createdAt ?? joinedAt) + 1;
    case "all":
      return 0;
    default:
      return policy satisfies never;
  }
}

const dayMs = 86_400_000;

/** What was said before this time, in ms since 1970, is not kept any more; a channel may have less than the network. */
export function keptSince({ at, settings }: World, channel?: Channel): number {
  const { days } = settings.history;
  const byNetwork = days === 0 ? 0 : at - days * dayMs;
  const seconds = channel?.registration?.settings.retention;
  return seconds === undefined ? byNetwork : Math.max(byNetwork, at - seconds * 1000);
}

/** A message as far as it matters who may read it. */
interface Readable {
  readonly from: string;
  /** The account it was said under. */
  readonly account?: string | undefined;
  readonly status: StatusLetter | undefined;
}

/** May a member read this message? What went to a status alone is for those who have it, and who said it. */
export function mayReadSaid(channel: Channel, user: User, { from, account, status }: Readable): boolean {
  const member = channel.member(user);
  if (!member) return false;
  if (status === undefined || isAuthor(user, { from, account })) return true;
  return isAtLeast(member.status, status);
}

/** What decides about a message somebody wants to take back or to change, as their own node keeps it. */
export interface RedactableSaid {
  readonly id: string;
  readonly from: UserId;
  /** The nick and the account it was said under. */
  readonly nick: string;
  readonly account?: string;
  readonly target: RedactedTarget;
  readonly at: number;
  /** The world's time when the node found that they may read it. */
  readonly foundAt: number;
}

/** A message to be taken back: where and with what words it is asked for. */
export interface RedactionRequest {
  /** As typed. */
  readonly target: string;
  readonly place: Talk;
  readonly said: RedactableSaid;
  readonly reason: string;
}

/**
 * May the user take a message back? Who said it may, and in a channel whoever may put out who said it, unless they may
 * not speak there. `silenced`: the other one is not to be told.
 */
export function mayRedact(
  world: World,
  user: User,
  { target, place, said, reason }: RedactionRequest,
): "heard" | "silenced" | Reply {
  const { id } = said;
  if (!isStillFound(world, place, user, said)) return reply("FAIL_REDACT_UNKNOWN_MSGID", { target, id });
  const forbidden = reply("FAIL_REDACT_FORBIDDEN", { target, id });
  const moderates = isChannel(place) && outranksAuthor(place, user, said);
  if (!moderates && !isAuthor(user, said)) return forbidden;
  const seconds = world.settings.history.redactSeconds;
  const isOver = seconds > 0 && world.at > said.at + seconds * 1000;
  if (isOver && !moderates)
    return reply("FAIL_REDACT_WINDOW_EXPIRED", { target, id, seconds: String(seconds) });
  const verdict = isChannel(place)
    ? maySpeak(world, place, user, "PRIVMSG", reason)
    : mayReach(world, user, place, reason);
  if (verdict === "silenced") return verdict;
  return verdict === "heard" || verdict === "everyone" ? "heard" : forbidden;
}

/** May the other one of a conversation be told? Who is not here hears nothing. */
export function mayReach(
  world: World,
  user: User,
  other: Exclude<Talk, Channel>,
  text: string,
): ReturnType<typeof mayMessageUser> {
  return isAbsent(other) ? "heard" : mayMessageUser(world, user, other, text);
}

/** The world has gone on since it was found: the name may be another's, the user put out and back again. */
export function isStillFound(world: World, place: Talk, user: User, said: RedactableSaid): boolean {
  const { id, target, foundAt } = said;
  if (!isChannel(place)) {
    const isThere = target.to === "user" && isOther(world, place, user, { ...said, target });
    return isThere && !belongingsOf(world, user).redactions.includes(id);
  }
  if (target.to !== "channel" || target.channel !== place.key || place.renamedAt > foundAt) return false;
  if (place.recentRedactions.includes(id)) return false;
  const member = place.member(user);
  if (!member || member.joinedAt > foundAt) return false;
  return mayReadSaid(place, user, { from: said.from, status: target.status });
}

/** True for the other one of the conversation, over this connection or another one. */
function isOther(
  world: World,
  other: Exclude<Talk, Channel>,
  user: User,
  { from, target }: RedactableSaid & { readonly target: ConversationTarget },
): boolean {
  if (!isAbsent(other) && (target.user === other.id || from === other.id)) return true;
  return target.conversation !== undefined && isTalkOf(world, user, other, target.conversation);
}

/** True for who said it, and for whoever is in the account it was said in. */
export function isAuthor(user: User, { from, account }: Omit<Readable, "status">): boolean {
  return from === user.id || (account !== undefined && account === user.identity.account);
}

/** As with KICK: from half-operator up, and nobody of a higher rank. Who has left has none. */
function outranksAuthor(channel: Channel, user: User, said: RedactableSaid): boolean {
  const member = channel.member(user);
  if (!member || !isAtLeast(member.status, "h")) return false;
  // Who has come again since has another id, and the same account.
  const authors = [...channel.members.values()].filter((other) => isAuthor(other.user, said));
  return authors.every((author) => outranks(member.status, author.status));
}
