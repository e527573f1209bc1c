import { hasPrivilege, maySeeChannel } from "./access.ts";
import { roleOf } from "./access-roles.ts";
import { accountOf } from "./account.ts";
import type { Channel, Member } from "./channel.ts";
import { type Registration, type Role, rankOfRole } from "./registration.ts";
import { isAtLeast, rankOf } from "./statuses.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

// Who may know of a registered channel, and do what with it through ChanServ.

/** The privilege of operators who see to other people's channels. */
const privilege = "channels";

/** A registered channel. */
export interface OwnedChannel {
  readonly channel: Channel;
  readonly registration: Registration;
}

/** True if the operator may act in every registered channel. */
export function overseesChannels(user: User): boolean {
  return hasPrivilege(user, privilege);
}

/** True if the user may know that the channel is registered. */
export function maySeeRegistration(
  world: World,
  { channel, registration }: OwnedChannel,
  user: User,
): boolean {
  if (roleOf(world, channel, user) !== undefined || overseesChannels(user)) return true;
  if (registration.settings.private && !channel.member(user)) return false;
  return maySeeChannel(channel, user);
}

/** The registered channel of that name, if there is one as far as the user may know. */
export function registeredSeenBy(world: World, name: string, user: User): OwnedChannel | undefined {
  const channel = world.channelByName(name);
  if (!channel?.registration) return undefined;
  const owned = { channel, registration: channel.registration };
  return maySeeRegistration(world, owned, user) ? owned : undefined;
}

/** By what right somebody acts in a registered channel: their role, or that of an operator, who is watched. */
export type Authority = "role" | "operator";

/** By what right the user does what needs this role; `undefined`: by none. */
export function authorityIn(world: World, channel: Channel, user: User, least: Role): Authority | undefined {
  if (rankOfRole(roleOf(world, channel, user)) >= rankOfRole(least)) return "role";
  return overseesChannels(user) ? "operator" : undefined;
}

/** True if the channel is the user's own: of those with the role of a founder, the one it was registered by. */
export function isFounder(world: World, { registration }: OwnedChannel, user: User): boolean {
  const account = accountOf(world, user);
  return account !== undefined && registration.founder === account;
}

/** May this user register the channel? */
export function mayRegister(channel: Channel | undefined, user: User): channel is Channel {
  const member = channel?.member(user);
  return member !== undefined && isAtLeast(member.status, "o");
}

/** May the user give an account another role, or none? Nobody gives their own or takes it from their equals. */
export function mayChangeRole(
  world: World,
  { channel, registration }: OwnedChannel,
  user: User,
  change: { readonly account: string; readonly role: Role | undefined },
): boolean {
  const account = accountOf(world, user);
  const own = rankOfRole(roleOf(world, channel, user));
  const isOwner = account !== undefined && registration.founder === account;
  const present = rankOfRole(registration.roles.find((entry) => entry.account === change.account)?.role);
  if (change.role === undefined && change.account === account) return true;
  if (own < rankOfRole("admin")) return false;
  return isOwner || (present < own && rankOfRole(change.role) < own);
}

/** May the user, by their role, act against the member? Not against their equals by role, nor who stands above them. */
export function outranksByRole(world: World, { channel, user: other, status }: Member, user: User): boolean {
  if (other === user) return true;
  const own = rankOfRole(roleOf(world, channel, user));
  return rankOfRole(roleOf(world, channel, other)) < own && rankOf(status) <= own;
}
