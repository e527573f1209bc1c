import { reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { hasStatus } from "../world/access.ts";
import {
  type MetadataRequest,
  maySetMetadata,
  mayWriteTo,
  metadataTarget,
  visibilityOf,
} from "../world/access-metadata.ts";
import { metadataOf, sharingWith } from "../world/belongings.ts";
import type { MetadataSet } from "../world/changes.ts";
import { type Metadata, metadataValue } from "../world/metadata.ts";
import { isChannel, type Place } from "../world/place.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { isRefusal } from "./args.ts";
import type { RunContext } from "./context.ts";
import { keyValue, metadataBatch, visibleTo } from "./metadata-answers.ts";
import { overrule } from "./overrule.ts";
import type { EntryContext } from "./register-session.ts";
import { reveal } from "./reveal.ts";

/** SET: a value of a key, or none. */
export function setMetadata(ctx: RunContext, request: MetadataRequest): void {
  const { user, world } = ctx;
  const { target, key, value } = request;
  const place = metadataTarget(world, user, target);
  if (isRefusal(place)) return ctx.reply(place);
  const { metadata: settings } = world.settings;
  const had = metadataOf(world, place);
  const refusal = maySetMetadata(settings, { user, place, had }, request);
  if (refusal) return ctx.reply(refusal);
  if (metadataValue(had, key) !== value) {
    act(ctx, place);
    commitValue(ctx, user, place, { key: ownCopy(key), value: value === undefined ? value : ownCopy(value) });
  }
  ctx.reply(
    value === undefined
      ? reply("RPL_KEYNOTSET", { target, key })
      : keyValue(settings, target, { key, value }),
  );
}

/** CLEAR: everything there is, but what the user does not see. */
export function clearMetadata(ctx: RunContext, target: string): void {
  const { user, world } = ctx;
  const place = metadataTarget(world, user, target);
  if (isRefusal(place)) return ctx.reply(place);
  if (!mayWriteTo(user, place))
    return ctx.reply(reply("FAIL_METADATA_KEY_NO_PERMISSION", { target, key: "*" }));
  const gone = visibleTo(world.settings, user, metadataOf(world, place));
  if (gone.length > 0) act(ctx, place);
  for (const { key } of gone) commitValue(ctx, user, place, { key, value: undefined });
  const { metadata: settings } = world.settings;
  const name = isChannel(place) ? place.name : place.nick;
  ctx.replyAll([
    metadataBatch(
      name,
      gone.map((entry) => keyValue(settings, name, entry)),
    ),
  ]);
}

/** What somebody who was hidden does in a channel shows them; what an operator does to others is told. */
function act(ctx: RunContext, place: Place): void {
  const { user } = ctx;
  if (!isChannel(place)) return place === user ? undefined : overrule(ctx, "METADATA", place.nick);
  if (hasStatus(place, user, "o")) reveal(ctx, place, user);
  else overrule(ctx, "METADATA", place.name);
}

/** A value that is to be committed. */
interface Value {
  readonly key: string;
  readonly value: string | undefined;
}

/** What commits changes. */
export type Committing = Pick<EntryContext, "world" | "commit">;

/** Commits a value: of a user, for all who are in the same account. */
export function commitValue(ctx: Committing, by: User, place: Place, value: Value): void {
  const places = isChannel(place) ? [place] : sharingWith(ctx.world, place);
  for (const one of places) ctx.commit(valueChange(ctx.world, by, one, value));
}

/** Shows those around a user what has taken the place of what they saw. */
export function commitShown(ctx: Committing, user: User, before: Metadata): void {
  const now = metadataOf(ctx.world, user);
  const gone = before.filter(({ key }) => metadataValue(now, key) === undefined);
  const changed = now.filter(({ key, value }) => metadataValue(before, key) !== value);
  for (const { key, value } of [...gone.map(({ key }) => ({ key, value: undefined })), ...changed]) {
    ctx.commit({ ...valueChange(ctx.world, user, user, { key, value }), isShownOnly: true });
  }
}

function valueChange(world: World, by: User, place: Place, { key, value }: Value): MetadataSet {
  const target = isChannel(place)
    ? ({ to: "channel", channel: place.key, name: place.name } as const)
    : ({ to: "user", user: place.id, name: place.nick } as const);
  const visibility = visibilityOf(world.settings.metadata, key);
  return { type: "metadata-set", target, by: by.identity, key, visibility, value };
}
