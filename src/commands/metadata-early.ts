import { reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { type MetadataRequest, maySetMetadata } from "../world/access-metadata.ts";
import { withValue } from "../world/metadata.ts";
import type { AskContext } from "./context.ts";
import { keyValue, metadataBatch } from "./metadata-answers.ts";

/** SET on the way in: metadata.md, `before-connect`. */
export function setEarly(ctx: AskContext, request: MetadataRequest): void {
  const { target, key, value } = request;
  const registration = registrationOf(ctx, target);
  if (!registration) return;
  const { metadata: settings } = ctx.world.settings;
  const refusal = maySetMetadata(settings, { user: undefined, had: registration.metadata }, request);
  if (refusal) return ctx.reply(refusal);
  registration.metadata = withValue(
    registration.metadata,
    ownCopy(key),
    value === undefined ? value : ownCopy(value),
  );
  ctx.reply(
    value === undefined
      ? reply("RPL_KEYNOTSET", { target, key })
      : keyValue(settings, target, { key, value }),
  );
}

/** CLEAR on the way in. */
export function clearEarly(ctx: AskContext, target: string): void {
  const registration = registrationOf(ctx, target);
  if (!registration) return;
  const { metadata: settings } = ctx.world.settings;
  const replies = registration.metadata.map((entry) => keyValue(settings, target, entry));
  registration.metadata = [];
  ctx.replyAll([metadataBatch(target, replies)]);
}

/** "MUST use `*` to target themselves, since they have not been assigned a nickname". */
function registrationOf(ctx: AskContext, target: string) {
  const { registration } = ctx.client;
  if (target === "*" && registration) return registration;
  ctx.reply(reply("FAIL_METADATA_INVALID_TARGET", { target }));
  return undefined;
}
