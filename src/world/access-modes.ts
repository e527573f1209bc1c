import type { ModeRequest } from "../protocol/mode-string.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import type { Channel, Member } from "./channel.ts";
import { channelModes } from "./channel-modes.ts";
import { isLocked } from "./mode-lock.ts";
import { isAtLeast, isStatus, rankOf, type StatusLetter } from "./statuses.ts";
import type { User } from "./user.ts";

/** May the user see the entries of a list mode? Members may. The caller has made sure they see the channel. */
export function maySeeList(channel: Channel, user: User): Reply | undefined {
  return channel.member(user) ? undefined : reply("ERR_NOTONCHANNEL", { channel: channel.name });
}

/** May the member change this mode, as far as their rank goes? For a status, before looking at whose. */
export function mayChangeMode(member: Member, request: ModeRequest): Reply | undefined {
  const { channel, user, status } = member;
  const { letter } = request;
  if (isStatus(letter)) return mayGive(status, letter) ? undefined : needsOperator(channel);
  const setBy = channelModes.get(letter)?.setBy;
  if (!isAtLeast(status, setBy === "half-operators" ? "h" : "o")) return needsOperator(channel);
  if (setBy === "server") return reply("ERR_ONLYSERVERSCANCHANGE", { channel: channel.name });
  if (setBy === "irc-operators" && !user.oper) return reply("ERR_NOPRIVILEGES");
  return isLocked(channel, request)
    ? reply("ERR_MLOCKRESTRICTED", { channel: channel.name, mode: letter, lock: shownLock(channel) })
    : undefined;
}

/** May the user set limits beside the modes of a channel? Proposal 589; the caller has made sure they see it. */
export function maySetLimits(channel: Channel, user: User): Reply | undefined {
  const isOperator = isAtLeast(channel.member(user)?.status ?? "", "o");
  return isOperator ? undefined : reply("FAIL_CHANLIMITS_CHANOP_NEEDED", { channel: channel.name });
}

/** May the member take a status from the other? Anybody may give up their own. */
export function mayTakeStatus(member: Member, other: Member): Reply | undefined {
  return member.user === other.user || outranks(member.status, other.status)
    ? undefined
    : needsOperator(member.channel);
}

/** True if a member of this status may put out, or take a status from, one of the other. */
export function outranks(status: string, other: string): boolean {
  if (rankOf(status) !== rankOf(other)) return rankOf(status) > rankOf(other);
  // Modern IRC, "Protected Prefix": the protected may not touch each other; operators always could.
  return status.startsWith("o") || status.startsWith("q");
}

function shownLock({ registration }: Channel): string {
  const [letters = ""] = (registration?.settings.modeLock ?? "").split(" ");
  return letters;
}

// A founder gives every status, the protected and operators their own and those below, half-operators voice.
function mayGive(status: string, letter: StatusLetter): boolean {
  if (!isAtLeast(status, "o")) return isAtLeast(status, "h") && letter === "v";
  return isAtLeast(status, letter);
}

function needsOperator(channel: Channel): Reply {
  return reply("ERR_CHANOPRIVSNEEDED", { channel: channel.name });
}
