import { reply } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { AskContext } from "./context.ts";
import { isAskedHere } from "./query-words.ts";

/** The message of the day. */
export const motd = defineCommand({
  name: "MOTD",
  when: "registered",
  args: [optional(named("server"))],
  help: "Shows the message of the day.",
  cost: 2,
  ask(ctx, server) {
    if (isAskedHere(ctx, server)) sayMotd(ctx);
  },
});

/** The message of the day, as it ends the welcome too. */
export function sayMotd(ctx: AskContext): void {
  const { motd: lines, name } = ctx.node;
  ctx.reply(reply("RPL_MOTDSTART", { server: name }));
  for (const line of lines) ctx.reply(reply("RPL_MOTD", { line }));
  ctx.reply(reply("RPL_ENDOFMOTD"));
}
