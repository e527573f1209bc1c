import { type Reply, reply } from "../protocol/reply.ts";
import { mayReadKey, metadataTarget } from "../world/access-metadata.ts";
import { metadataOf } from "../world/belongings.ts";
import { isMetadataKey, type Metadata, metadataValue } from "../world/metadata.ts";
import { isChannel, type Place } from "../world/place.ts";
import { isRefusal } from "./args.ts";
import type { AskContext } from "./context.ts";
import { keyValue, metadataBatch, visibleTo } from "./metadata-answers.ts";
import { isSyncedLater, placeSteps, syncLater } from "./metadata-sync.ts";

/** GET: the values of some keys, in their order. */
export function getMetadata(ctx: AskContext, target: string, keys: readonly string[]): void {
  const subject = subjectOf(ctx, target);
  if (isRefusal(subject)) return ctx.reply(subject);
  const replies = keys.map((key) => valueReply(ctx, target, subject, key));
  ctx.replyAll([metadataBatch(subject.name, replies)]);
}

/** LIST: all values that may be seen. */
export function listMetadata(ctx: AskContext, target: string): void {
  const subject = subjectOf(ctx, target);
  if (isRefusal(subject)) return ctx.reply(subject);
  const { settings } = ctx.world;
  const shown = visibleTo(settings, ctx.user, subject.metadata);
  const replies = shown.map((entry) => keyValue(settings.metadata, subject.name, entry));
  ctx.replyAll([metadataBatch(subject.name, replies)]);
}

/** SYNC: the values of the keys one is subscribed to; of a channel, those of who is in it, too. */
export function syncMetadata(ctx: AskContext, target: string): void {
  const { client, now, user } = ctx;
  const subject = subjectOf(ctx, target);
  if (isRefusal(subject)) return ctx.reply(subject);
  const { place } = subject;
  // Who is not registered yet has nobody around.
  if (!user || !place) return ctx.replyAll([metadataBatch(subject.name, [])]);
  if (isChannel(place) && place.member(user)) {
    const later = isSyncedLater(client, place, now);
    if (later !== undefined) return ctx.reply(syncLater(subject.name, later));
  }
  ctx.stream(placeSteps({ world: ctx.world, user, client }, place, client.subscriptions, "always"));
}

/** Whose metadata is asked for. */
interface Subject {
  readonly name: string;
  readonly metadata: Metadata;
  /** `undefined` for who is not registered yet. */
  readonly place: Place | undefined;
}

function subjectOf({ client, user, world }: AskContext, target: string): Subject | Reply {
  if (!user) {
    const metadata = client.registration?.metadata;
    // "Clients that have not completed connection registration MUST use * to target themselves".
    if (target !== "*" || !metadata) return reply("FAIL_METADATA_INVALID_TARGET", { target });
    return { name: "*", metadata, place: undefined };
  }
  const place = metadataTarget(world, user, target);
  if (isRefusal(place)) return place;
  const name = isChannel(place) ? place.name : place.nick;
  return { name, metadata: metadataOf(world, place), place };
}

function valueReply(
  { user, world }: AskContext,
  target: string,
  { name, metadata }: Subject,
  key: string,
): Reply {
  const { metadata: settings } = world.settings;
  if (!isMetadataKey(key)) return reply("FAIL_METADATA_KEY_INVALID", { key });
  if (!mayReadKey(settings, user, key)) return reply("FAIL_METADATA_KEY_NO_PERMISSION", { target, key });
  const value = metadataValue(metadata, key);
  return value === undefined
    ? reply("RPL_KEYNOTSET", { target: name, key })
    : keyValue(settings, name, { key, value });
}
