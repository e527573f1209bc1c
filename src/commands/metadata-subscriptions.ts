import { reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { mayReadKey } from "../world/access-metadata.ts";
import { isMetadataKey } from "../world/metadata.ts";
import type { AskContext } from "./context.ts";
import { subscribedSteps } from "./metadata-sync.ts";
import { wrapWords } from "./query-words.ts";

/** SUB: the client wants to be told of these keys, in the order in which they are dear to it. */
export function subscribe(ctx: AskContext, target: string, keys: readonly string[]): void {
  if (!isOneself(ctx, target)) return;
  const { client, user, world } = ctx;
  const { metadata: settings } = world.settings;
  const wanted = new Set(client.subscriptions);
  const accepted = new Set<string>();
  for (const key of keys) {
    // "the server does not process any further keys in the subcommand", not even those it has.
    if (wanted.size >= settings.subscriptions) {
      ctx.reply(reply("FAIL_METADATA_TOO_MANY_SUBS", { key }));
      break;
    }
    if (!isMetadataKey(key)) {
      ctx.reply(reply("FAIL_METADATA_KEY_INVALID", { key }));
      continue;
    }
    // "However, the subscription MUST still be successful".
    if (!mayReadKey(settings, user, key))
      ctx.reply(reply("FAIL_METADATA_KEY_NO_PERMISSION", { target, key }));
    const own = ownCopy(key);
    wanted.add(own);
    accepted.add(own);
  }
  const added = new Set([...accepted].filter((key) => !client.subscriptions.has(key)));
  client.subscriptions = wanted;
  for (const line of wrapWords(accepted)) ctx.reply(reply("RPL_METADATASUBOK", { keys: line }));
  if (user) ctx.stream(subscribedSteps({ world, user, client }, added, client.monitor.nicks()));
}

/** UNSUB: the client wants to be told of these keys no more. */
export function unsubscribe(ctx: AskContext, target: string, keys: readonly string[]): void {
  if (!isOneself(ctx, target)) return;
  const { client } = ctx;
  const gone = new Set(keys.filter(isMetadataKey));
  for (const key of keys.filter((key) => !isMetadataKey(key))) {
    ctx.reply(reply("FAIL_METADATA_KEY_INVALID", { key }));
  }
  client.subscriptions = new Set([...client.subscriptions].filter((key) => !gone.has(key)));
  for (const line of wrapWords(gone)) ctx.reply(reply("RPL_METADATAUNSUBOK", { keys: line }));
}

/** SUBS: the keys the client is told of. */
export function showSubscriptions(ctx: AskContext, target: string): void {
  if (!isOneself(ctx, target)) return;
  const lines = wrapWords(ctx.client.subscriptions);
  const replies = lines.map((keys) => reply("RPL_METADATASUBS", { keys }));
  ctx.replyAll([{ type: "metadata-subs", needs: ["batch"], replies }]);
}

/** What one is told of is one's own business; otherwise that has been answered. */
function isOneself(ctx: AskContext, target: string): boolean {
  const { user, world } = ctx;
  if (target === "*" || (user && world.userByNick(target) === user)) return true;
  ctx.reply(reply("FAIL_METADATA_INVALID_TARGET", { target }));
  return false;
}
