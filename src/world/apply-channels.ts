import type { ChannelKey } from "../protocol/names.ts";
import { moveMarkers, redactedBetweenTwo } from "./apply-belongings.ts";
import { dropLimitsOf } from "./asked-limits.ts";
import type {
  AppliedMode,
  ChannelModesChanged,
  ChannelRenamed,
  Joined,
  Kicked,
  MessageRedacted,
  Parted,
  TopicSet,
} from "./changes.ts";
import { Channel, type ListEntry, type Member } from "./channel.ts";
import { channelModes } from "./channel-modes.ts";
import { withLetter, withoutLetter } from "./letters.ts";
import { withKick } from "./rejoin.ts";
import { isAtLeast, isStatus, withoutStatus, withStatus } from "./statuses.ts";
import { without } from "./without.ts";
import type { World } from "./world.ts";

/** Puts a user into a channel, made if it is missing. */
export function joined(world: World, change: Joined): void {
  const user = world.users.get(change.user);
  if (!user) return;
  const channel = world.channels.get(change.channel) ?? createChannel(world, change);
  const member: Member = {
    user,
    channel,
    status: change.status,
    joinedAt: change.at,
    hidden: change.shownTo === "self",
  };
  channel.members.set(user.id, member);
  user.channels.set(channel.key, member);
  user.invitations = without(user.invitations, channel.key);
  if (channel.params.has("j")) channel.recentJoins = [...channel.recentJoins, change.at].slice(-100);
}

function createChannel(world: World, change: Joined): Channel {
  const channel = new Channel(change.channel, change.name, change.at);
  channel.flags = change.created ?? "";
  world.channels.set(channel.key, channel);
  return channel;
}

/** Takes a member out of a channel. */
export function left(world: World, change: Parted | Kicked): void {
  const channel = world.channels.get(change.channel);
  if (!channel) return;
  const user = channel.members.get(change.user)?.user;
  if (user && change.type === "kicked" && channel.params.has("J"))
    channel.recentKicks = withKick(channel, user, change.at);
  user?.channels.delete(channel.key);
  channel.members.delete(change.user);
  dropLimitsOf(channel, change.user);
  forgetIfEmpty(world, channel);
}

/** A channel without members is gone, unless it belongs to somebody or +P keeps it. */
export function forgetIfEmpty(world: World, channel: Channel): void {
  const isKept = channel.registration !== undefined || channel.has("P");
  if (channel.members.size === 0 && !isKept) world.channels.delete(channel.key);
}

/** Gives a channel another name; whoever is in it or invited to it goes along. */
export function channelRenamed(world: World, change: ChannelRenamed): void {
  const { channel: old, next, at } = change;
  const channel = world.channels.get(old);
  if (!channel) return;
  world.channels.delete(old);
  for (const { user } of channel.members.values()) user.channels.delete(old);
  moveInvitations(world, old, next.channel);
  moveMarkers(world, change);
  channel.key = next.channel;
  channel.name = next.name;
  channel.renamedAt = at;
  world.channels.set(channel.key, channel);
  for (const member of channel.members.values()) member.user.channels.set(channel.key, member);
}

/** What is left of an invitation to an earlier channel of the new name must not open this one. */
function moveInvitations(world: World, old: ChannelKey, next: ChannelKey): void {
  if (old === next) return;
  for (const user of world.users.values()) {
    const at = user.invitations?.get(old);
    user.invitations = without(without(user.invitations, next), old);
    if (at === undefined) continue;
    user.invitations ??= new Map();
    user.invitations.set(next, at);
  }
}

/** Sets or removes a topic. */
export function topicSet(world: World, change: TopicSet): void {
  const channel = world.channels.get(change.channel);
  if (channel) channel.topic = change.topic.text === "" ? undefined : change.topic;
}

// As many as may be asked for before the entry of the first has come.
const mostRedactions = 32;

/** Remembers what was taken back last in a channel, or by somebody between two: what was said is kept outside the world. */
export function messageRedacted(world: World, { user, target, id }: MessageRedacted): void {
  const latest = (ids: readonly string[]) => [...ids, id].slice(-mostRedactions);
  if (target.to === "user") return redactedBetweenTwo(world, user, latest);
  const channel = world.channels.get(target.channel);
  if (channel) channel.recentRedactions = latest(channel.recentRedactions);
}

/** Makes modes true of a channel. */
export function channelModesChanged(world: World, change: ChannelModesChanged): void {
  const channel = world.channels.get(change.channel);
  if (!channel) return;
  for (const mode of change.modes) applyChannelMode(channel, mode, change);
  forgetIfEmpty(world, channel);
}

/** Makes one mode true of a channel, or of a draft of it. */
export function applyChannelMode(
  channel: Channel,
  mode: AppliedMode,
  change: Pick<ChannelModesChanged, "by" | "at">,
): void {
  if (isStatus(mode.letter)) return applyStatus(channel, mode);
  switch (channelModes.get(mode.letter)?.kind) {
    case "list":
      return applyListMode(channel, mode, { mask: mode.param ?? "", by: change.by.prefix, at: change.at });
    case "key":
    case "limit":
      if (mode.sign === "+") channel.params.set(mode.letter, mode.param ?? "");
      else channel.params.delete(mode.letter);
      if (mode.letter === "j") channel.recentJoins = [];
      if (mode.letter === "J" && mode.sign === "-") channel.recentKicks = [];
      return;
    default:
      applyFlag(channel, mode);
  }
}

/** A flag, or a mode that a plugin has brought: of those the parameter alone tells what it is. */
function applyFlag(channel: Channel, { sign, letter, param }: AppliedMode): void {
  if (param !== undefined) channel.params.set(letter, param);
  else if (sign === "+") channel.flags = withLetter(channel.flags, letter);
  else if (!channel.params.delete(letter)) channel.flags = withoutLetter(channel.flags, letter);
}

function applyStatus(channel: Channel, mode: AppliedMode): void {
  const member = mode.user === undefined ? undefined : channel.members.get(mode.user);
  if (!member) return;
  member.status =
    mode.sign === "+" ? withStatus(member.status, mode.letter) : withoutStatus(member.status, mode.letter);
  if (!isAtLeast(member.status, "o")) dropLimitsOf(channel, member.user.id);
}

function applyListMode(channel: Channel, mode: AppliedMode, entry: ListEntry): void {
  const kept = (channel.lists.get(mode.letter) ?? []).filter((other) => other.mask !== entry.mask);
  if (mode.sign === "+") kept.push(entry);
  if (kept.length > 0) channel.lists.set(mode.letter, kept);
  else channel.lists.delete(mode.letter);
}
