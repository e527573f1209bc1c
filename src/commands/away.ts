import { reply } from "../protocol/reply.ts";
import { cutToBytes, ownCopy } from "../protocol/text.ts";
import { awaySum } from "../world/access-sessions.ts";
import type { World } from "../world/world.ts";
import { optional, text } from "./args.ts";
import { defineCommand } from "./command.ts";
import { sumUpAway } from "./sum-of-sessions.ts";

/** Marks oneself away, or as back; before registration, too: pre-away.md. */
export const away = defineCommand({
  name: "AWAY",
  when: "any",
  args: [optional(text)],
  help: "Marks you away with a message; without one, as back.",
  ask(ctx, message) {
    const { client, world } = ctx;
    const { registration } = client;
    if (!registration) return;
    if (!client.capabilities.has("draft/pre-away")) return ctx.reply(reply("ERR_NOTREGISTERED"));
    registration.away = textOf(world, message);
    ctx.reply(reply(registration.away === undefined ? "RPL_UNAWAY" : "RPL_NOWAWAY"));
  },
  run(ctx, message) {
    const { user, session, world } = ctx;
    const text = textOf(world, message);
    const away = text === undefined ? undefined : { text, seq: world.seq };
    if (away ?? session.away) {
      ctx.commit({ type: "session-away-changed", user: user.id, session: session.id, away });
    }
    // Of whoever said more than `*` before, that is over.
    const before = session.away?.text === "*" ? user.away : undefined;
    sumUpAway(ctx, user, awaySum(world, user, before));
    ctx.reply(reply(text === undefined ? "RPL_UNAWAY" : "RPL_NOWAWAY"));
  },
});

function textOf(world: World, message = ""): string | undefined {
  return message === "" ? undefined : ownCopy(cutToBytes(message, world.settings.limits.awayLength));
}
