import type { FoldedNick } from "../protocol/names.ts";
import { type AccountKey, accountOf } from "./account.ts";
import type { Metadata } from "./metadata.ts";
import { isChannel, type Place } from "./place.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** Up to when somebody has read a channel, or what another has said to them. */
export interface ReadMarker {
  /** The folded name of the channel or the other one. */
  readonly target: string;
  /** In ms since 1970. */
  readonly at: number;
}

/** A conversation with another that is open on one's clients. */
export interface OpenQuery {
  readonly nick: FoldedNick;
  /** The nick as it was written when it was opened. */
  readonly name: string;
}

/** What somebody has besides a name: kept with the account, or for as long as a user is there who is in none. */
export interface Belongings {
  readonly metadata: Metadata;
  readonly markers: readonly ReadMarker[];
  /** False while what the store has of the markers has not been read. */
  readonly hasAllMarkers: boolean;
  /** The one opened first stands first. */
  readonly queries: readonly OpenQuery[];
  /** Ids of the messages between two that were taken back last: whoever asks for one at the same time comes too late. */
  readonly redactions: readonly string[];
}

const nothing: Belongings = { metadata: [], markers: [], hasAllMarkers: false, queries: [], redactions: [] };

/** What an account has. */
export function belongingsOfAccount(world: World, account: AccountKey): Belongings {
  return world.belongings.get(account) ?? nothing;
}

/** What a user has: what their account has, if they are in one. */
export function belongingsOf(world: World, user: User): Belongings {
  const account = accountOf(world, user);
  return account === undefined ? (user.belongings ?? nothing) : belongingsOfAccount(world, account);
}

/** What a user or a channel says of itself. */
export function metadataOf(world: World, place: Place): Metadata {
  return isChannel(place) ? place.metadata : belongingsOf(world, place).metadata;
}

/** All who have what this user has: those in the same account, and the user. */
export function sharingWith(world: World, user: User): readonly User[] {
  const account = accountOf(world, user);
  if (account === undefined) return [user];
  return [user, ...[...(world.usersByAccount.get(account) ?? [])].filter((other) => other !== user)];
}

/** When the target was last read, in ms since 1970. */
export function markerOf({ markers }: Belongings, target: string): number | undefined {
  return markers.find((marker) => marker.target === target)?.at;
}

/** The markers with this one, which only goes forwards: read-marker.md. */
export function withMarker(
  markers: readonly ReadMarker[],
  { target, at }: ReadMarker,
): readonly ReadMarker[] {
  const known = markers.some((marker) => marker.target === target);
  if (!known) return [...markers, { target, at }];
  return markers.map((marker) =>
    marker.target === target ? { target, at: Math.max(marker.at, at) } : marker,
  );
}

/** True if a user has a conversation open. */
export function hasQuery(world: World, user: User, nick: FoldedNick): boolean {
  return belongingsOf(world, user).queries.some((query) => query.nick === nick);
}
