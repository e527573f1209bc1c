import { accountOf } from "./account.ts";
import {
  type Belongings,
  belongingsOf,
  belongingsOfAccount,
  type OpenQuery,
  withMarker,
} from "./belongings.ts";
import type {
  AccountChanged,
  ChannelRenamed,
  MarkerMoved,
  MarkersKept,
  MetadataKept,
  MetadataSet,
  QueryChanged,
  Registered,
} from "./changes.ts";
import type { UserId } from "./ids.ts";
import { type Metadata, type MetadataEntry, withValue } from "./metadata.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** What a user has said of themselves on the way in is true of them, or of their account. */
export function broughtAlong(world: World, { user: id, metadata }: Registered): void {
  const user = world.users.get(id);
  if (user && metadata) setBelongings(world, user, { ...belongingsOf(world, user), metadata });
}

/** Who logs in has what the account has; who logs out has nothing. */
export function forgetBelongings(world: World, { user: id }: AccountChanged): void {
  const user = world.users.get(id);
  if (user) user.belongings = undefined;
}

/** Sets or removes a value of a user or a channel. */
export function metadataSet(world: World, { target, key, value, isShownOnly }: MetadataSet): void {
  if (isShownOnly) return;
  if (target.to === "channel") {
    const channel = world.channels.get(target.channel);
    if (channel) channel.metadata = withValue(channel.metadata, key, value);
    return;
  }
  const user = world.users.get(target.user);
  if (!user) return;
  const had = belongingsOf(world, user);
  setBelongings(world, user, { ...had, metadata: withValue(had.metadata, key, value) });
}

/** What the store has of an account or a channel. */
export function metadataKept(world: World, { owner, metadata }: MetadataKept): void {
  if (owner.scope === "account") {
    const had = belongingsOfAccount(world, owner.key);
    world.belongings.set(owner.key, { ...had, metadata: metadata.reduce(withEntry, had.metadata) });
    return;
  }
  const channel = world.channels.get(owner.key);
  if (channel) channel.metadata = metadata.reduce(withEntry, channel.metadata);
}

/** Somebody has read on. */
export function markerMoved(world: World, { user: id, target, at, forgotten }: MarkerMoved): void {
  const user = world.users.get(id);
  if (!user) return;
  const had = belongingsOf(world, user);
  const kept = had.markers.filter((marker) => marker.target !== forgotten);
  setBelongings(world, user, { ...had, markers: withMarker(kept, { target, at }) });
}

/** What the store has of an account's markers: those that have moved meanwhile stay where they are. */
export function markersKept(world: World, { account, markers }: MarkersKept): void {
  const had = belongingsOfAccount(world, account);
  const all = had.markers.reduce(withMarker, markers);
  world.belongings.set(account, { ...had, markers: all, hasAllMarkers: true });
}

/** A conversation was opened or closed. */
export function queryChanged(world: World, { user: id, nick, name, isOpen }: QueryChanged): void {
  const user = world.users.get(id);
  if (!user) return;
  const had = belongingsOf(world, user);
  const others = had.queries.filter((query) => query.nick !== nick);
  setBelongings(world, user, { ...had, queries: isOpen ? [...others, { nick, name }] : others });
}

/** Who comes back after a restart finds open what was: the first to come of an account that knows of nothing else. */
export function queriesKept(world: World, user: User, queries: readonly OpenQuery[]): void {
  const had = belongingsOf(world, user);
  if (had.queries.length === 0) setBelongings(world, user, { ...had, queries });
}

/** Somebody has taken back what they said to another; their other connections are to know. */
export function redactedBetweenTwo(
  world: World,
  id: UserId,
  latest: (ids: readonly string[]) => readonly string[],
): void {
  const user = world.users.get(id);
  if (!user) return;
  const had = belongingsOf(world, user);
  setBelongings(world, user, { ...had, redactions: latest(had.redactions) });
}

/** Who has read a channel has read it under its new name; what was read of an earlier one of that name is gone. */
export function moveMarkers(world: World, { channel: from, next: { channel: to } }: ChannelRenamed): void {
  if (from === to) return;
  for (const [account, had] of world.belongings) {
    if (hasMarker(had, from, to)) world.belongings.set(account, renamed(had, from, to));
  }
  for (const user of world.users.values()) {
    if (user.belongings && hasMarker(user.belongings, from, to))
      user.belongings = renamed(user.belongings, from, to);
  }
}

/** True if they have read a channel of either name. */
export function hasMarker({ markers }: Belongings, from: string, to: string): boolean {
  return markers.some(({ target }) => target === from || target === to);
}

function withEntry(metadata: Metadata, { key, value }: MetadataEntry): Metadata {
  return withValue(metadata, key, value);
}

function renamed(had: Belongings, from: string, to: string): Belongings {
  const markers = had.markers
    .filter(({ target }) => target !== to)
    .map((marker) => (marker.target === from ? { target: to, at: marker.at } : marker));
  return { ...had, markers };
}

function setBelongings(world: World, user: User, belongings: Belongings): void {
  const account = accountOf(world, user);
  if (account === undefined) user.belongings = belongings;
  else world.belongings.set(account, belongings);
}
