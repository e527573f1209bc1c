import type { Said } from "../history/said.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { cutToBytes, ownCopy, stripFormatting } from "../protocol/text.ts";
import { mayReadHistory, mayRedact, type RedactableSaid } from "../world/access-history.ts";
import type { MessageSent, RedactedTarget } from "../world/changes.ts";
import type { UserId } from "../world/ids.ts";
import { isChannel, type Place } from "../world/place.ts";
import { prefixesOf, splitStatus } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { findAddressee } from "./addressee.ts";
import { isRefusal, named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { PrepareContext } from "./context.ts";
import { reveal } from "./reveal.ts";

/** Takes a message back: message-redaction.md. */
export const redact = defineCommand({
  name: "REDACT",
  when: "registered",
  args: [named("target"), named("message id"), optional(named("reason"))],
  help: "Takes back a message of yours, or as an operator of a channel one that was said there.",
  cost: 2,
  // "To redact a message, a client MUST negotiate the draft/message-redaction capability".
  negotiated: {
    capability: "draft/message-redaction",
    refusal: reply("ERR_UNKNOWNCOMMAND", { command: "REDACT" }),
  },
  // What was said is no part of the world: the user's own node looks it up, and the rest is decided in the log.
  prepare(ctx, target, id): Promise<RedactableSaid | Reply> | RedactableSaid | Reply {
    const place = placeOf(ctx.world, ctx.user, target);
    if (!place) return reply("FAIL_REDACT_INVALID_TARGET", { target });
    const said = ctx.node.history.find(place, ctx.user, id);
    const found = (one: Said | undefined) => redactableOr(ctx, target, id, one);
    return said instanceof Promise ? said.then(found) : found(said);
  },
  run(ctx, target, _id, reason = "") {
    const { user, world, prepared: said } = ctx;
    const place = placeOf(world, user, target);
    if (!place) return ctx.reply(reply("FAIL_REDACT_INVALID_TARGET", { target }));
    const verdict = mayRedact(world, user, { target, place, said, reason });
    if (isRefusal(verdict)) return ctx.reply(verdict);
    if (isChannel(place)) reveal(ctx, place, user);
    const shown = isChannel(place) && place.has("S") ? stripFormatting(reason) : reason;
    ctx.commit({
      type: "message-redacted",
      user: user.id,
      by: user.identity,
      from: said.from,
      author: said.nick,
      target: isChannel(place) ? said.target : { to: "user", user: place.id, name: place.nick },
      id: said.id,
      reason: shown === "" ? undefined : ownCopy(cutToBytes(shown, world.settings.limits.kickLength)),
      ...(verdict === "silenced" && { unseen: true }),
      at: ctx.now,
    });
  },
});

/** Where the user may read what was said: a channel they are in, or with whom they talk. */
function placeOf(world: World, user: User, target: string): Place | undefined {
  const addressee = findAddressee(world, user, target);
  if (isRefusal(addressee) || "mask" in addressee) return undefined;
  if ("user" in addressee) return addressee.user;
  return mayReadHistory(addressee.channel, user) ? undefined : addressee.channel;
}

/** What decides; a message that may not be read is answered as if it did not exist. */
function redactableOr(
  { world, user }: PrepareContext,
  target: string,
  id: string,
  said: Said | undefined,
): RedactableSaid | Reply {
  // It may have taken a while to find.
  const place = placeOf(world, user, target);
  const found = place && said && redactable(said, place, user, target, world.at);
  return found ?? reply("FAIL_REDACT_UNKNOWN_MSGID", { target, id });
}

function redactable(
  { change }: Said,
  place: Place,
  user: User,
  typed: string,
  foundAt: number,
): RedactableSaid | undefined {
  if (change.type !== "message-sent") return undefined;
  const { id, by, at } = change;
  const { nick, account } = by;
  const from = authorOf(change, place, user);
  const target = targetIn(change, place, user, from);
  // `@#room` names only what was said there; `#room` everything of the channel.
  const { status } = splitStatus(typed);
  if (!target || (status !== undefined && !target.name.startsWith(`${prefixesOf(status)}#`)))
    return undefined;
  return { id, from, nick, ...(account !== undefined && { account }), target, at, foundAt };
}

/** Who said it: of two in a conversation the one in whose account it was said, whatever they were known by then. */
function authorOf({ from, by }: MessageSent, place: Place, user: User): UserId {
  if (isChannel(place) || from === user.id || from === place.id || by.account === undefined) return from;
  return by.account === user.identity.account ? user.id : place.id;
}

/** Where it was said, as that is called now: the channel may have got another name. */
function targetIn(
  { target }: MessageSent,
  place: Place,
  user: User,
  from: UserId,
): RedactedTarget | undefined {
  if (isChannel(place)) return target.to === "channel" ? { ...target, channel: place.key } : undefined;
  if (target.to !== "user") return undefined;
  const other = from === user.id ? place : user;
  return { to: "user", user: other.id, name: target.name };
}
