import { type Reply, reply } from "../protocol/reply.ts";
import { hasPrivilege, hasStatus, invitationTo, maySeeMember } from "./access.ts";
import { outranks } from "./access-modes.ts";
import { hasRole, mayEnterByRole, roleOf } from "./access-roles.ts";
import { banOn, isInviteExcepted } from "./bans.ts";
import type { Channel } from "./channel.ts";
import { isAtLeast } from "./statuses.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** May the user put the other out of the channel? */
export function mayKick(channel: Channel, user: User, other: User): Reply | undefined {
  const { name } = channel;
  const member = channel.member(user);
  if (!member) return reply("ERR_NOTONCHANNEL", { channel: name });
  if (!isAtLeast(member.status, "h")) return reply("ERR_CHANOPRIVSNEEDED", { channel: name });
  const target = channel.member(other);
  if (!target) return reply("ERR_USERNOTINCHANNEL", { nick: other.nick, channel: name });
  if (channel.has("Q")) return reply("ERR_ATTACKDENY", { channel: name, nick: other.nick, reason: "+Q" });
  if (user !== other && !outranks(member.status, target.status)) {
    return reply("ERR_ATTACKDENY", { channel: name, nick: other.nick, reason: "they rank as high as you" });
  }
  return undefined;
}

/** May the user invite the other? The caller has made sure they see the channel. */
export function mayInvite(channel: Channel, user: User, other: User): Reply | undefined {
  const { name } = channel;
  if (!channel.member(user)) return reply("ERR_NOTONCHANNEL", { channel: name });
  // A member whom +D or +u hides from the inviter must not be betrayed by 443.
  if (maySeeMember(channel, user, other)) {
    return reply("ERR_USERONCHANNEL", { nick: other.nick, channel: name });
  }
  if (channel.has("V")) return reply("ERR_NOINVITE", { channel: name });
  if (channel.has("i") && !hasStatus(channel, user, "h")) {
    return reply("ERR_CHANOPRIVSNEEDED", { channel: name });
  }
  return undefined;
}

/** May the viewer in the channel know of an invitation? Who could invite may, if they see who did. */
export function maySeeInvitation(channel: Channel, viewer: User, inviter: User | undefined): boolean {
  if (channel.has("i") && !hasStatus(channel, viewer, "h")) return false;
  return inviter === undefined || !channel.member(inviter) || maySeeMember(channel, viewer, inviter);
}

function needsOperator(channel: Channel, user: User): Reply | undefined {
  const { name } = channel;
  if (!channel.member(user)) return reply("ERR_NOTONCHANNEL", { channel: name });
  return hasStatus(channel, user, "o") ? undefined : reply("ERR_CHANOPRIVSNEEDED", { channel: name });
}

// A burst of parting and joining for everybody without the capability: not again and again.
const renameMs = 60_000;

/** May the user give the channel this name? The caller has made sure they see the channel. */
export function mayRename(world: World, channel: Channel, user: User, name: string): Reply | undefined {
  const refusal = needsOperator(channel, user) ?? needsOwner(world, channel, user);
  if (refusal) return refusal;
  const refuse = (reason: string) => reply("FAIL_CANNOT_RENAME", { channel: channel.name, name, reason });
  if (!world.names.isChannel(name)) return refuse("That is no name for a channel");
  const holder = world.channelByName(name);
  if (holder && holder !== channel) return reply("FAIL_CHANNEL_NAME_IN_USE", { channel: channel.name, name });
  const isSoon = channel.renamedAt > 0 && world.at < channel.renamedAt + renameMs;
  return isSoon ? refuse("This channel has been renamed recently") : undefined;
}

/** True if the channel belongs to somebody, and not to the user. */
export function isOthersChannel(world: World, channel: Channel, user: User): boolean {
  return channel.registration !== undefined && !hasRole(world, channel, user, "q");
}

/** What belongs to somebody is renamed by them, or by an operator who sees to channels. */
function needsOwner(world: World, channel: Channel, user: User): Reply | undefined {
  if (!isOthersChannel(world, channel, user) || hasPrivilege(user, "channels")) return undefined;
  return reply("ERR_CHANOPRIVSNEEDED", { channel: channel.name });
}

/** May the user say something in the channel under another nick? The caller has made sure they see it. */
export function mayRelay(world: World, channel: Channel, user: User, nick: string): Reply | undefined {
  const refusal = needsOperator(channel, user);
  if (refusal) return refusal;
  const problem = relayedNickProblem(world, nick);
  return problem === undefined ? undefined : reply("FAIL_RELAY_INVALID_NICK", { nick, reason: problem });
}

/** Why a nick cannot be relayed under: receivers must be able to tell it from everybody's, whoever they are. */
function relayedNickProblem(world: World, nick: string): string | undefined {
  const { relaySeparators, limits } = world.settings;
  if ([...nick].length > limits.nickLength) return "The nick is too long";
  // relaymsg, "Abuse prevention"; a separator is what no nick of a user has.
  const reserved = [..."!+%@&#$:'\"?*,.~"].filter((char) => !relaySeparators.includes(char));
  if (/[\s\p{Cc}\p{Cf}]/u.test(nick) || reserved.some((char) => nick.includes(char)))
    return "The nick has characters in it that it may not have";
  const bare = [...relaySeparators].find((separator) => nick.includes(separator));
  if (bare === undefined || nick.startsWith(bare))
    return `The nick must have one of ${relaySeparators} in it`;
  return world.userByNick(nick) ? "Somebody has that nick" : undefined;
}

// As ratbox has it, but shorter: a user may ask again soon, operators are not asked in a stream.
const userKnockMs = 60_000;
const channelKnockMs = 10_000;

/** May the user ask to be let in? The caller has made sure they see the channel. */
export function mayKnock(world: World, channel: Channel, user: User): Reply | undefined {
  const { name } = channel;
  if (channel.member(user)) return reply("ERR_KNOCKONCHAN", { channel: name });
  if (channel.has("K")) return reply("ERR_CANNOTKNOCK", { channel: name, reason: "+K" });
  if (banOn(world, channel, user)) return reply("ERR_CANNOTKNOCK", { channel: name, reason: "+b" });
  if (!isShut(world, channel, user)) return reply("ERR_CHANOPEN", { channel: name });
  if (world.at < user.knockedAt + userKnockMs)
    return reply("ERR_TOOMANYKNOCK", { channel: name, kind: "user" });
  if (world.at < channel.knockedAt + channelKnockMs) {
    return reply("ERR_TOOMANYKNOCK", { channel: name, kind: "channel" });
  }
  return undefined;
}

/** True if the user needs an invitation to come in. */
function isShut(world: World, channel: Channel, user: User): boolean {
  if (invitationTo(world, channel, user) !== undefined || roleOf(world, channel, user)) return false;
  if (mayEnterByRole(world, channel, user)) return true;
  if (channel.has("i") && !isInviteExcepted(world, channel, user)) return true;
  const limit = Number(channel.params.get("l") ?? 0);
  return channel.has("k") || (limit > 0 && channel.members.size >= limit);
}
