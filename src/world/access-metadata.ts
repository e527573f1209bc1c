import { matchGlob } from "../protocol/masks.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { byteLength } from "../protocol/text.ts";
import { channelSeenBy, hasPrivilege, hasStatus } from "./access.ts";
import { isMetadataKey, type Metadata, metadataValue, type Visibility } from "./metadata.ts";
import { isChannel, type Place } from "./place.ts";
import type { MetadataSettings } from "./settings.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

// What may be read and written of metadata; the names in refusals are repeated as they were typed.

/** Whom a target names, as far as this user may know: a secret channel is answered like a missing one. */
export function metadataTarget(world: World, user: User, target: string): Place | Reply {
  if (target === "*") return user;
  const found = target.startsWith("#") ? channelSeenBy(world, target, user) : world.userByNick(target);
  return found ?? reply("FAIL_METADATA_INVALID_TARGET", { target });
}

/** Who sees a key. */
export function visibilityOf({ operatorKeys }: MetadataSettings, key: string): Visibility {
  return operatorKeys.some((mask) => matchGlob(mask, key)) ? "operators" : "*";
}

/** May the user see what a key says of somebody? Before registration nobody is an operator. */
export function mayReadKey(settings: MetadataSettings, user: User | undefined, key: string): boolean {
  return visibilityOf(settings, key) === "*" || isMetadataOperator(user);
}

/** What is to be set: a value of a key, or none. */
export interface MetadataRequest {
  /** As typed. */
  readonly target: string;
  readonly key: string;
  readonly value: string | undefined;
}

/** May the user set anything there? On a channel its operators may, and on others operators with the privilege. */
export function mayWriteTo(user: User, place: Place): boolean {
  if (place === user || isMetadataOperator(user)) return true;
  return isChannel(place) && hasStatus(place, user, "o");
}

/**
 * May the user set this there, where this is set already? Without a place it is of themselves, on the way in; without a
 * user nobody is registered yet.
 */
export function maySetMetadata(
  settings: MetadataSettings,
  { user, place, had }: { readonly user: User | undefined; readonly place?: Place; readonly had: Metadata },
  { target, key, value }: MetadataRequest,
): Reply | undefined {
  if (!isMetadataKey(key)) return reply("FAIL_METADATA_KEY_INVALID", { key });
  const isForbidden = (user && place && !mayWriteTo(user, place)) || !mayReadKey(settings, user, key);
  if (isForbidden) return reply("FAIL_METADATA_KEY_NO_PERMISSION", { target, key });
  const isSet = metadataValue(had, key) !== undefined;
  if (value === undefined) return isSet ? undefined : reply("FAIL_METADATA_KEY_NOT_SET", { target, key });
  if (byteLength(value) > settings.valueLength) return reply("FAIL_METADATA_VALUE_INVALID");
  const isFull = !isSet && isCounted(settings, key) && counted(settings, had) >= settings.keys;
  return isFull ? reply("FAIL_METADATA_LIMIT_REACHED", { target }) : undefined;
}

/** What operators keep there takes nothing of the room the others have. */
function isCounted(settings: MetadataSettings, key: string): boolean {
  return visibilityOf(settings, key) === "*";
}

function counted(settings: MetadataSettings, had: Metadata): number {
  return had.filter(({ key }) => isCounted(settings, key)).length;
}

function isMetadataOperator(user: User | undefined): boolean {
  return user !== undefined && hasPrivilege(user, "metadata");
}
