import { type Reply, reply } from "../protocol/reply.ts";
import { hasStatus, invitationTo, maySeeMember } from "./access.ts";
import { outranks } from "./access-modes.ts";
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
  if (invitationTo(world, channel, user) !== undefined) return false;
  if (channel.has("i") && !isInviteExcepted(world, channel, user)) return true;
  const limit = Number(channel.params.get("l") ?? 0);
  return channel.has("k") || (limit > 0 && channel.members.size >= limit);
}
