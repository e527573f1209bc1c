import { type Soon, soon } from "../history/soon.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { cutToBytes, ownCopy, stripFormatting } from "../protocol/text.ts";
import { mayRedact, type RedactableSaid } from "../world/access-history.ts";
import { isChannel } from "../world/place.ts";
import { isRefusal, named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import { findMeant, talkNow, talkOf, targetNow } from "./meant-message.ts";
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
  prepare(ctx, target, id): Soon<RedactableSaid | Reply> {
    if (!talkOf(ctx, target)) return reply("FAIL_REDACT_INVALID_TARGET", { target });
    // A message that may not be read is answered as if it did not exist.
    return soon(
      findMeant(ctx, target, id),
      (found) => found?.said ?? reply("FAIL_REDACT_UNKNOWN_MSGID", { target, id }),
    );
  },
  run(ctx, target, _id, reason = "") {
    const { user, world, prepared: said } = ctx;
    const place = talkNow(world, user, target, said);
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
      target: targetNow(place, said),
      id: said.id,
      reason: shown === "" ? undefined : ownCopy(cutToBytes(shown, world.settings.limits.kickLength)),
      ...(verdict === "silenced" && { unseen: true }),
      at: ctx.now,
    });
  },
});
