import { broughtAlong, queriesKept } from "./apply-belongings.ts";
import { forgetIfEmpty } from "./apply-channels.ts";
import { forgetAccount, indexAccount, stayed } from "./apply-sessions.ts";
import { dropLimitsOf } from "./asked-limits.ts";
import type {
  AcceptChanged,
  AccountChanged,
  AwayChanged,
  HostChanged,
  Invited,
  Knocked,
  MessageSent,
  NickChanged,
  Opered,
  Quit,
  RealnameChanged,
  Registered,
  SilenceChanged,
  UserModesChanged,
} from "./changes.ts";
import { changedIdentity } from "./identity.ts";
import { withLetter, withoutLetter } from "./letters.ts";
import { User } from "./user.ts";
import { without } from "./without.ts";
import type { World } from "./world.ts";

/** A user has come to the network. */
export function registered(world: World, change: Registered): void {
  const user = new User(
    change.user,
    change.by,
    world.names.foldNick(change.by.nick),
    change.realname,
    change.at,
  );
  user.away = change.away;
  user.loggedInAt = change.at;
  if (change.session) {
    user.sessions.push(change.session);
    world.usersBySession.set(change.session.id, user);
  }
  if (change.stay) stayed(user, change.stay);
  if (change.stay?.queries) queriesKept(world, user, change.stay.queries);
  world.users.set(user.id, user);
  world.usersByNick.set(user.foldedNick, user);
  indexAccount(world, user);
  world.mostUsers = Math.max(world.mostUsers, world.users.size);
  for (const letter of change.modes) setUserMode(world, user, "+", letter);
  broughtAlong(world, change);
}

/** A user is off the network. */
export function quit(world: World, change: Quit): void {
  const user = world.users.get(change.user);
  if (!user) return;
  for (const member of user.channels.values()) {
    member.channel.members.delete(user.id);
    dropLimitsOf(member.channel, user.id);
    forgetIfEmpty(world, member.channel);
  }
  user.channels.clear();
  for (const letter of user.modes) setUserMode(world, user, "-", letter);
  rememberNick(world, user, change.at);
  clearAccepts(world, user);
  world.users.delete(user.id);
  world.usersByNick.delete(user.foldedNick);
  forgetAccount(world, user);
  for (const session of user.sessions) world.usersBySession.delete(session.id);
}

/** A user has another nick. */
export function nickChanged(world: World, change: NickChanged): void {
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

/** A user is shown otherwise, or in another account. */
export function identityChanged(world: World, change: HostChanged | AccountChanged): void {
  const user = world.users.get(change.user);
  if (!user) return;
  const isLogin = change.identity.account !== user.identity.account;
  if (isLogin) forgetAccount(world, user);
  user.identity = change.identity;
  if (!isLogin) return;
  user.loggedInAt = world.at;
  indexAccount(world, user);
}

/** A user has another real name. */
export function realnameChanged(world: World, change: RealnameChanged): void {
  const user = world.users.get(change.user);
  if (!user) return;
  user.realname = change.realname;
  user.realnameAt = world.at;
}

/** A user has other modes. */
export function userModesChanged(world: World, change: UserModesChanged): void {
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
  markIdentity(user);
}

/** What the modes say of the user stands on all they do. */
function markIdentity(user: User): void {
  const bot = user.modes.includes("B");
  const oper = isShownAsOperator(user);
  const { identity } = user;
  if (identity.bot !== bot || identity.oper !== oper)
    user.identity = changedIdentity(identity, { bot, oper });
}

function isShownAsOperator({ modes }: User): boolean {
  return modes.includes("o") && !modes.includes("H");
}

/** A user has said something. */
export function messageSent(world: World, change: MessageSent): void {
  const user = world.users.get(change.from);
  // RFC 2812 does not say what ends idling; every server of today counts what the user says.
  if (user && change.verb === "PRIVMSG") user.activeAt = change.at;
}

// More than these a user will not answer; the oldest go first.
const maxInvitations = 100;

/** A user was invited to a channel. */
export function invited(world: World, change: Invited): void {
  const user = world.users.get(change.user);
  if (!user || !change.admits) return;
  user.invitations ??= new Map();
  // Deleted first, so that the newest is the last.
  user.invitations.delete(change.channel);
  user.invitations.set(change.channel, change.at);
  const [oldest] = user.invitations.keys();
  if (oldest !== undefined && user.invitations.size > maxInvitations) user.invitations.delete(oldest);
}

/** A user has asked to be let into a channel. */
export function knocked(world: World, change: Knocked): void {
  const user = world.users.get(change.user);
  if (user) user.knockedAt = change.at;
  const channel = world.channels.get(change.channel);
  if (channel) channel.knockedAt = change.at;
}

/** A user went away, or came back. */
export function awayChanged(world: World, change: AwayChanged): void {
  const user = world.users.get(change.user);
  if (user) user.away = change.text;
}

/** A user became an operator. */
export function opered(world: World, change: Opered): void {
  const user = world.users.get(change.user);
  if (user) user.oper = change.grant;
}

/** A user hears another, or does not any longer. */
export function acceptChanged(world: World, change: AcceptChanged): void {
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

/** A user will not hear somebody, or will again. */
export function silenceChanged(world: World, change: SilenceChanged): void {
  const user = world.users.get(change.user);
  if (!user) return;
  const kept = user.silenced.filter((entry) => entry.mask !== change.mask);
  user.silenced = change.sign === "+" ? [...kept, { mask: change.mask, at: change.at }] : kept;
}

function rememberNick(world: World, user: User, at: number): void {
  const { foldedNick, identity, realname, realHost, address } = user;
  const node = user.firstSession?.node ?? "";
  const former = { foldedNick, identity, realname, realHost, address, node, at };
  world.whowas.add(former, world.settings.limits.whowas);
}
