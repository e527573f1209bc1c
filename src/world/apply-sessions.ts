import { accountOf } from "./account.ts";
import { dropLimitsOfAbsent } from "./asked-limits.ts";
import type { Attached, Detached, SessionAwayChanged } from "./changes.ts";
import { type Stay, withDevice, withoutDevice } from "./stay.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** A user has one more session. */
export function attached(world: World, { user: id, session }: Attached): void {
  const user = world.users.get(id);
  if (!user) return;
  user.sessions.push(session);
  user.former = undefined;
  user.absentSince = 0;
  user.devices = withoutDevice(user.devices, session.device);
  world.usersBySession.set(session.id, user);
}

/** A user has one session less. */
export function detached(world: World, change: Detached): void {
  const user = world.users.get(change.user);
  const place = user?.sessions.findIndex(({ id }) => id === change.session) ?? -1;
  const [session] = user && place >= 0 ? user.sessions.splice(place, 1) : [];
  if (!user || !session) return;
  world.usersBySession.delete(session.id);
  const { device } = session;
  // As long as another session is on it, the device misses nothing.
  if (!user.sessions.some((other) => other.device === device))
    user.devices = withDevice(user.devices, device, change.seenAt);
  if (user.sessions.length > 0) return;
  user.former = session;
  user.absentSince = change.at;
  dropLimitsOfAbsent(user);
}

/** A session is away, or is not any more. */
export function sessionAwayChanged(world: World, change: SessionAwayChanged): void {
  const sessions = world.users.get(change.user)?.sessions ?? [];
  const place = sessions.findIndex(({ id }) => id === change.session);
  const session = sessions[place];
  if (!session) return;
  const { away, ...others } = session;
  sessions[place] = change.away ? { ...others, away: change.away } : others;
}

/** A user is again what they were before a restart. */
export function stayed(user: User, stay: Stay): void {
  user.former = stay.former;
  user.absentSince = stay.absentSince;
  user.devices = stay.devices;
  user.silenced = stay.silenced;
}

/** Notes that the user is in their account, if in any. */
export function indexAccount(world: World, user: User): void {
  const key = accountOf(world, user);
  if (key === undefined) return;
  const users = world.usersByAccount.get(key);
  if (users) users.add(user);
  else world.usersByAccount.set(key, new Set([user]));
}

/** Notes that the user is in their account no longer. */
export function forgetAccount(world: World, user: User): void {
  const key = accountOf(world, user);
  if (key === undefined) return;
  const users = world.usersByAccount.get(key);
  users?.delete(user);
  if (users?.size === 0) world.usersByAccount.delete(key);
}
