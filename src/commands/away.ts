import { reply } from "../protocol/reply.ts";
import { cutToBytes, ownCopy } from "../protocol/text.ts";
import { optional, text } from "./args.ts";
import { defineCommand } from "./command.ts";

/** Marks oneself away, or as back. */
export const away = defineCommand({
  name: "AWAY",
  when: "registered",
  args: [optional(text)],
  help: "Marks you away with a message; without one, as back.",
  run(ctx, message = "") {
    const { user, world } = ctx;
    const text = message === "" ? undefined : ownCopy(cutToBytes(message, world.settings.limits.awayLength));
    if (text !== user.away) ctx.commit({ type: "away-changed", user: user.id, by: user.identity, text });
    ctx.reply(reply(text === undefined ? "RPL_UNAWAY" : "RPL_NOWAWAY"));
  },
});
