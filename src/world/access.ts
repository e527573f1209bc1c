import { type Reply, reply } from "../protocol/reply.ts";
import { hasColour, hasCtcp, stripFormatting } from "../protocol/text.ts";
import { mayTakeName, muteOn } from "./access-bans.ts";
import { mayMakeChannel } from "./access-defcon.ts";
import { hasRole, mayEnterByRole, roleOf } from "./access-roles.ts";
import { banOn, isBarred, isInviteExcepted } from "./bans.ts";
import { isShouting } from "./capitals.ts";
import type { MessageVerb, ShownTo } from "./changes.ts";
import type { Channel, Member } from "./channel.ts";
import { joinLimitOf, waitFor } from "./flood-limits.ts";
import { letterOfRole } from "./registration.ts";
import { secondsToRejoin } from "./rejoin.ts";
import { isAtLeast, type StatusLetter } from "./statuses.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

// Every "may X do Y to Z" is a function here: `undefined` means yes, a reply says why not.

/** True if the user's status in the channel is at least this one. */
export function hasStatus(channel: Channel, user: User, least: StatusLetter): boolean {
  const member = channel.member(user);
  return member !== undefined && isAtLeast(member.status, least);
}

/** True if the user may know that the channel exists and who is in it. */
export function maySeeChannel(channel: Channel, user: User | undefined): boolean {
  if (!channel.has("s") && !channel.has("p")) return true;
  return user !== undefined && channel.member(user) !== undefined;
}

/** The channel of that name, if it exists as far as the user may know. */
export function channelSeenBy(world: World, name: string, user: User | undefined): Channel | undefined {
  const channel = world.channelByName(name);
  return channel && maySeeChannel(channel, user) ? channel : undefined;
}

/** True if the viewer may know that this member is in the channel: +D and +u hide some. */
export function maySeeMember(channel: Channel, viewer: User | undefined, user: User): boolean {
  const member = channel.member(user);
  if (!member) return false;
  if (viewer === user) return true;
  if (member.hidden) return false;
  if (!channel.has("u") || isAtLeast(member.status, "h")) return true;
  return viewer !== undefined && hasStatus(channel, viewer, "h");
}

/** Who in the channel sees this member come and go. */
export function memberShownTo(channel: Channel, member: Member): ShownTo {
  if (member.hidden) return "self";
  return channel.has("u") && !isAtLeast(member.status, "h") ? "operators" : "all";
}

/** True if the two share a channel in which they see each other, or are the same. */
export function shareChannel(viewer: User, user: User): boolean {
  if (viewer === user) return true;
  for (const { channel } of user.channels.values()) {
    if (channel.member(viewer) && maySeeMember(channel, viewer, user)) return true;
  }
  return false;
}

/** May the user join, with this key? The caller has made sure they are not in it. */
export function mayJoin(
  world: World,
  channel: Channel,
  user: User,
  key: string | undefined,
): Reply | undefined {
  const named = { channel: channel.name };
  const reserved = mayTakeName(world, channel.name, user);
  if (reserved) return reserved;
  if (isInTooMany(world, user)) return reply("ERR_TOOMANYCHANNELS", named);
  const unfit = mayBeInside(channel.flags, channel.name, user);
  if (unfit) return unfit;
  const { membersPerChannel } = world.settings.limits;
  if (membersPerChannel > 0 && channel.members.size >= membersPerChannel) {
    return reply("ERR_CHANNELISFULL", named);
  }
  const invitedAt = invitationTo(world, channel, user);
  const ban = banOn(world, channel, user);
  // An invitation is the operators' word against older bans, not against one set after it. Who could lift it, need not.
  const isExempt =
    (invitedAt !== undefined && ban && invitedAt > ban.at) || hasRole(world, channel, user, "h");
  if (ban && !isExempt) return reply("ERR_BANNEDFROMCHAN", named);
  if (invitedAt !== undefined || roleOf(world, channel, user) !== undefined) return undefined;
  return mayJoinUninvited(world, channel, user, key);
}

/** What the flags of a channel ask of everybody inside. */
function mayBeInside(flags: string, name: string, user: User): Reply | undefined {
  const named = { channel: name };
  if (flags.includes("O") && !user.oper) return reply("ERR_OPERONLY", named);
  if (flags.includes("z") && !user.secure) return reply("ERR_SECUREONLYCHAN", named);
  if (flags.includes("R") && user.identity.account === undefined) {
    return reply("ERR_NEEDREGGEDNICK", { ...named, what: "join" });
  }
  return undefined;
}

function mayJoinUninvited(
  world: World,
  channel: Channel,
  user: User,
  key: string | undefined,
): Reply | undefined {
  const named = { channel: channel.name };
  const refusal = mayEnterByRole(world, channel, user);
  if (refusal) return refusal;
  if (channel.has("i") && !isInviteExcepted(world, channel, user)) return reply("ERR_INVITEONLYCHAN", named);
  const wanted = channel.params.get("k");
  if (wanted !== undefined && wanted !== key) return reply("ERR_BADCHANNELKEY", named);
  const limit = channel.params.get("l");
  if (limit !== undefined && channel.members.size >= Number(limit)) return reply("ERR_CHANNELISFULL", named);
  const seconds = secondsToRejoin(channel, user, world.at);
  if (seconds > 0) return reply("ERR_DELAYREJOIN", { ...named, seconds });
  if (joinsTooFast(channel, world.at)) return reply("ERR_THROTTLE", named);
  return undefined;
}

/** May the user make a channel of that name by joining it? */
export function mayCreateChannel(world: World, name: string, user: User): Reply | undefined {
  if (!world.names.isChannel(name)) return reply("ERR_NOSUCHCHANNEL", { channel: name });
  const reserved = mayTakeName(world, name, user);
  if (reserved) return reserved;
  if (isInTooMany(world, user)) return reply("ERR_TOOMANYCHANNELS", { channel: name });
  const guarded = mayMakeChannel(world, name, user);
  if (guarded) return guarded;
  return mayBeInside(world.settings.defaultChannelModes, name, user);
}

function isInTooMany(world: World, user: User): boolean {
  return user.channels.size >= world.settings.limits.channelsPerUser;
}

/** +j n:s: at most n joins in s seconds. */
function joinsTooFast(channel: Channel, now: number): boolean {
  const limit = joinLimitOf(channel);
  return limit !== undefined && waitFor(limit, channel.recentJoins, 1, now) > 0;
}

/** When the user was invited, if the invitation is still good. */
export function invitationTo(
  world: World,
  channel: Channel,
  user: User,
  now: number = world.at,
): number | undefined {
  const at = user.invitations?.get(channel.key);
  if (at === undefined || at < channel.createdAt) return undefined;
  return now - at <= world.settings.limits.inviteSeconds * 1000 ? at : undefined;
}

/** Whether a message may go to a channel: to all, to its operators only (+U), or not at all. */
export type SpeechVerdict = "everyone" | "operators" | Reply;

/** May the user say this in the channel? */
export function maySpeak(
  world: World,
  channel: Channel,
  user: User,
  verb: MessageVerb,
  text: string,
): SpeechVerdict {
  if (!maySeeChannel(channel, user)) return reply("ERR_NOSUCHCHANNEL", { channel: channel.name });
  const mute = muteOn(world, user);
  if (mute) return refuseSpeech(channel, `muted: ${mute.reason}`);
  const reason = muteReason(world, channel, user);
  if (reason) {
    const heardByOperators = channel.has("U") && (reason === "+m" || reason === "+b");
    return heardByOperators ? "operators" : refuseSpeech(channel, reason);
  }
  const blocked = blockedContent(channel, verb, text);
  if (blocked && !hasStatus(channel, user, "o")) return refuseSpeech(channel, blocked);
  const isLoud = channel.has("B") && isShouting(text) && !hasStatus(channel, user, "v");
  return isLoud ? refuseSpeech(channel, "+B: mostly capitals") : "everyone";
}

function refuseSpeech(channel: Channel, reason: string): Reply {
  return reply("ERR_CANNOTSENDTOCHAN", { channel: channel.name, reason });
}

/** The mode that keeps a user from speaking at all. */
export function muteReason(world: World, channel: Channel, user: User): string | undefined {
  const member = channel.member(user);
  if (!member && channel.has("n")) return "+n";
  if (member && isAtLeast(member.status, "v")) return undefined;
  if (channel.has("m")) return "+m";
  if (channel.has("M") && user.identity.account === undefined) return "+M";
  if (isBarred(world, channel, user)) return "+b";
  return undefined;
}

function blockedContent(channel: Channel, verb: MessageVerb, text: string): string | undefined {
  if (channel.has("T") && verb === "NOTICE") return "+T";
  // What +S takes away must not uncover one.
  if (channel.has("C") && hasCtcp(channel.has("S") ? stripFormatting(text) : text)) return "+C";
  if (channel.has("c") && hasColour(text)) return "+c";
  return undefined;
}

/** May the user set the topic? Where it is locked, a role decides: a status is given in passing. */
export function maySetTopic(world: World, channel: Channel, user: User): Reply | undefined {
  if (!channel.member(user)) return reply("ERR_NOTONCHANNEL", { channel: channel.name });
  const lock = channel.registration?.settings.topicLock;
  const isFree = !channel.has("t") || hasStatus(channel, user, "h");
  if (isFree && (lock === undefined || hasRole(world, channel, user, letterOfRole(lock)))) return undefined;
  return reply("ERR_CHANOPRIVSNEEDED", { channel: channel.name });
}

/** True if the user is an operator who may do what this privilege is for. */
export function hasPrivilege(user: User, privilege: string): boolean {
  return mayUsePrivilege(user, privilege) === undefined;
}

/** May the user do what this privilege is for? */
export function mayUsePrivilege(user: User, privilege: string): Reply | undefined {
  if (!user.oper) return reply("ERR_NOPRIVILEGES");
  const { privileges } = user.oper;
  return privileges && !privileges.includes(privilege) ? reply("ERR_NOPRIVS", { privilege }) : undefined;
}
