import { maySetMetadata } from "../world/access-metadata.ts";
import { keyOfAccount } from "../world/account.ts";
import { type Belongings, belongingsOfAccount, metadataOf, sharingWith } from "../world/belongings.ts";
import { type Metadata, metadataValue, withValue } from "../world/metadata.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { markerChange } from "./markread.ts";
import { type Committing, commitShown, commitValue } from "./metadata-write.ts";
import { openQuery } from "./open-query.ts";

/** What a new user has: what their account has, and, as far as there is room, what they have said on the way in. */
export function broughtMetadata(world: World, account: string | undefined, said: Metadata): Metadata {
  const { metadata: settings } = world.settings;
  let had: Metadata =
    account === undefined ? [] : belongingsOfAccount(world, keyOfAccount(world, account)).metadata;
  for (const { key, value } of said) {
    const refusal = maySetMetadata(settings, { user: undefined, had }, { target: "*", key, value });
    if (!refusal) had = withValue(had, key, value);
  }
  return had;
}

/** Shows what a new user has said on the way in to those around others of the same account. */
export function showBrought(ctx: Committing, user: User, said: Metadata): void {
  const now = metadataOf(ctx.world, user);
  const before = now.filter(({ key }) => metadataValue(said, key) === undefined);
  for (const other of sharingWith(ctx.world, user)) if (other !== user) commitShown(ctx, other, before);
}

/** Who has logged in has what the account has, and brings to it what they had in none; who has logged out has nothing. */
export function exchangeBelongings(ctx: Committing, user: User, before: Belongings, isLogin: boolean): void {
  if (isLogin) bringAlong(ctx, user, before);
  commitShown(ctx, user, before.metadata);
}

function bringAlong(ctx: Committing, user: User, { metadata, markers, queries }: Belongings): void {
  const { world } = ctx;
  bringMetadata(ctx, user, metadata);
  for (const { target, at } of markers) {
    const change = markerChange(world, user, { target, name: target, at });
    if (change) ctx.commit(change);
  }
  for (const { nick, name } of queries) openQuery(ctx, user, nick, name);
}

/** Has a user say, as far as there is room, what somebody has said of themselves who turns out to be them. */
export function bringMetadata(ctx: Committing, user: User, said: Metadata): void {
  const { world } = ctx;
  for (const { key, value } of said) {
    const had = metadataOf(world, user);
    const refusal = maySetMetadata(world.settings.metadata, { user, had }, { target: "*", key, value });
    if (!refusal && metadataValue(had, key) !== value) commitValue(ctx, user, user, { key, value });
  }
}
