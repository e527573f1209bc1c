import type {
  AcceptChanged,
  AppliedMode,
  AwayChanged,
  Change,
  ChannelModesChanged,
  Configured,
  HostChanged,
  Invited,
  Joined,
  Kicked,
  Knocked,
  MessageSent,
  NickChanged,
  Opered,
  Parted,
  Quit,
  Registered,
  SilenceChanged,
  TopicSet,
  UserModesChanged,
} from "./changes.ts";
import { Channel, type ListEntry, type Member } from "./channel.ts";
import { channelModes } from "./channel-modes.ts";
import { withLetter, withoutLetter } from "./letters.ts";
import { isStatus, withoutStatus, withStatus } from "./statuses.ts";
import { User } from "./user.ts";
import { namesFor, type World } from "./world.ts";

/** Makes the world what the change says. Total: it never throws, whatever the change names is gone. */
export function applyChange(world: World, change: Change): void {
  switch (change.type) {
    case "configured":
      return configured(world, change);
    case "node-lost":
      world.endedEpochs.add(change.epoch);
      return;
    case "registered":
      return registered(world, change);
    case "quit":
      return quit(world, change);
    case "nick-changed":
      return nickChanged(world, change);
    case "host-changed":
      return hostChanged(world, change);
    case "joined":
      return joined(world, change);
    case "revealed": {
      const member = world.channels.get(change.channel)?.members.get(change.user);
      if (member) member.hidden = false;
      return;
    }
    case "parted":
    case "kicked":
      return left(world, change);
    case "topic-set":
      return topicSet(world, change);
    case "channel-modes-changed":
      return channelModesChanged(world, change);
    case "user-modes-changed":
      return userModesChanged(world, change);
    case "message-sent":
      return messageSent(world, change);
    case "invited":
      return invited(world, change);
    case "knocked":
      return knocked(world, change);
    case "away-changed":
      return awayChanged(world, change);
    case "opered":
      return opered(world, change);
    case "accept-changed":
      return acceptChanged(world, change);
    case "silence-changed":
      return silenceChanged(world, change);
    case "told": {
      const user = world.users.get(change.to.user);
      if (user && change.reply.numeric === "RPL_UMODEGMSG") user.callerNoticeAt = change.at;
      return;
    }
    case "killed":
    case "announced":
    case "stop-requested":
      return;
    default:
      return change satisfies never;
  }
}

function configured(world: World, change: Configured): void {
  // The casemapping is fixed by the first configuration: every index is folded by it.
  const first = world.users.size === 0 && world.channels.size === 0;
  const { casemapping } = first ? change.settings : world.settings;
  world.settings = { ...change.settings, casemapping };
  world.names = namesFor(world.settings);
}

function registered(world: World, change: Registered): void {
  const user = new User(
    change.user,
    change.by,
    world.names.foldNick(change.by.nick),
    change.realname,
    change.at,
  );
  user.sessions.push(change.session);
  world.users.set(user.id, user);
  world.usersByNick.set(user.foldedNick, user);
  world.usersBySession.set(change.session.id, user);
  world.mostUsers = Math.max(world.mostUsers, world.users.size);
  for (const letter of change.modes) setUserMode(world, user, "+", letter);
}

function quit(world: World, change: Quit): void {
  const user = world.users.get(change.user);
  if (!user) return;
  for (const member of user.channels.values()) {
    member.channel.members.delete(user.id);
    forgetIfEmpty(world, member.channel);
  }
  user.channels.clear();
  for (const letter of user.modes) setUserMode(world, user, "-", letter);
  rememberNick(world, user, change.at);
  clearAccepts(world, user);
  world.users.delete(user.id);
  world.usersByNick.delete(user.foldedNick);
  for (const session of user.sessions) world.usersBySession.delete(session.id);
}

function nickChanged(world: World, change: NickChanged): void {
  const user = world.users.get(change.user);
  if (!user) return;
  const folded = world.names.foldNick(change.identity.nick);
  if (folded !== user.foldedNick) {
    rememberNick(world, user, change.at);
    world.usersByNick.delete(user.foldedNick);
    world.usersByNick.set(folded, user);
    user.foldedNick = folded;
  }
  user.identity = change.identity;
  user.nickAt = change.at;
}

function hostChanged(world: World, change: HostChanged): void {
  const user = world.users.get(change.user);
  if (user) user.identity = change.identity;
}

function joined(world: World, change: Joined): void {
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

function left(world: World, change: Parted | Kicked): void {
  const channel = world.channels.get(change.channel);
  if (!channel) return;
  channel.members.get(change.user)?.user.channels.delete(channel.key);
  channel.members.delete(change.user);
  forgetIfEmpty(world, channel);
}

function forgetIfEmpty(world: World, channel: Channel): void {
  if (channel.members.size === 0 && !channel.has("P")) world.channels.delete(channel.key);
}

function topicSet(world: World, change: TopicSet): void {
  const channel = world.channels.get(change.channel);
  if (channel) channel.topic = change.topic.text === "" ? undefined : change.topic;
}

function channelModesChanged(world: World, change: ChannelModesChanged): void {
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
      return;
    default:
      channel.flags =
        mode.sign === "+"
          ? withLetter(channel.flags, mode.letter)
          : withoutLetter(channel.flags, mode.letter);
  }
}

function applyStatus(channel: Channel, mode: AppliedMode): void {
  const member = mode.user === undefined ? undefined : channel.members.get(mode.user);
  if (!member) return;
  member.status =
    mode.sign === "+" ? withStatus(member.status, mode.letter) : withoutStatus(member.status, mode.letter);
}

function applyListMode(channel: Channel, mode: AppliedMode, entry: ListEntry): void {
  const kept = (channel.lists.get(mode.letter) ?? []).filter((other) => other.mask !== entry.mask);
  if (mode.sign === "+") kept.push(entry);
  if (kept.length > 0) channel.lists.set(mode.letter, kept);
  else channel.lists.delete(mode.letter);
}

function userModesChanged(world: World, change: UserModesChanged): void {
  const user = world.users.get(change.user);
  if (!user) return;
  for (const mode of change.modes) setUserMode(world, user, mode.sign, mode.letter);
  if (change.snomask !== undefined) user.snomask = change.snomask;
  if (!user.modes.includes("o")) user.oper = undefined;
}

function setUserMode(world: World, user: User, sign: "+" | "-", letter: string): void {
  const had = user.modes.includes(letter);
  if (had === (sign === "+")) return;
  const shownBefore = isShownAsOperator(user);
  user.modes = sign === "+" ? withLetter(user.modes, letter) : withoutLetter(user.modes, letter);
  const step = sign === "+" ? 1 : -1;
  if (letter === "i") world.invisibleCount += step;
  if (letter === "s") world.noticedCount += step;
  world.operatorCount += Number(isShownAsOperator(user)) - Number(shownBefore);
}

function isShownAsOperator({ modes }: User): boolean {
  return modes.includes("o") && !modes.includes("H");
}

function messageSent(world: World, change: MessageSent): void {
  const user = world.users.get(change.from);
  // RFC 2812 does not say what ends idling; every server of today counts what the user says.
  if (user && change.verb === "PRIVMSG") user.activeAt = change.at;
}

// More than these a user will not answer; the oldest go first.
const maxInvitations = 100;

function invited(world: World, change: Invited): void {
  const user = world.users.get(change.user);
  if (!user || !change.admits) return;
  user.invitations ??= new Map();
  // Deleted first, so that the newest is the last.
  user.invitations.delete(change.channel);
  user.invitations.set(change.channel, change.at);
  const [oldest] = user.invitations.keys();
  if (oldest !== undefined && user.invitations.size > maxInvitations) user.invitations.delete(oldest);
}

function knocked(world: World, change: Knocked): void {
  const user = world.users.get(change.user);
  if (user) user.knockedAt = change.at;
  const channel = world.channels.get(change.channel);
  if (channel) channel.knockedAt = change.at;
}

function awayChanged(world: World, change: AwayChanged): void {
  const user = world.users.get(change.user);
  if (user) user.away = change.text;
}

function opered(world: World, change: Opered): void {
  const user = world.users.get(change.user);
  if (user) user.oper = change.grant;
}

function acceptChanged(world: World, change: AcceptChanged): void {
  const user = world.users.get(change.user);
  if (!user) return;
  const other = world.users.get(change.other);
  if (change.sign === "-" || !other) return forgetAccepted(user, other);
  user.accepted ??= new Set();
  user.accepted.add(other.id);
  other.acceptedBy ??= new Set();
  other.acceptedBy.add(user.id);
}

function forgetAccepted(user: User | undefined, other: User | undefined): void {
  if (!user || !other) return;
  user.accepted = without(user.accepted, other.id);
  other.acceptedBy = without(other.acceptedBy, user.id);
}

/** Who is gone is accepted by nobody: the nick may be another's next. */
function clearAccepts(world: World, user: User): void {
  for (const id of user.acceptedBy ?? []) forgetAccepted(world.users.get(id), user);
  for (const id of user.accepted ?? []) forgetAccepted(user, world.users.get(id));
}

/** What is left of a collection: an empty one is let go, as if it had never been made. */
function without<K, C extends { delete(key: K): boolean; readonly size: number }>(
  from: C | undefined,
  key: K,
): C | undefined {
  from?.delete(key);
  return from && from.size > 0 ? from : undefined;
}

function silenceChanged(world: World, change: SilenceChanged): void {
  const user = world.users.get(change.user);
  if (!user) return;
  const kept = user.silenced.filter((entry) => entry.mask !== change.mask);
  user.silenced = change.sign === "+" ? [...kept, { mask: change.mask, at: change.at }] : kept;
}

function rememberNick(world: World, user: User, at: number): void {
  const { foldedNick, identity, realname, realHost, address } = user;
  const node = user.sessions[0]?.node ?? "";
  const former = { foldedNick, identity, realname, realHost, address, node, at };
  world.whowas.add(former, world.settings.limits.whowas);
}
