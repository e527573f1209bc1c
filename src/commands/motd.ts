import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import { isAskedHere } from "./query-words.ts";

/** The message of the day. */
export const motd = defineCommand({
  name: "MOTD",
  when: "registered",
  args: [optional(named("server"))],
  help: "Shows the message of the day.",
  cost: 2,
  ask(ctx, server) {
    if (isAskedHere(ctx, server)) for (const line of ctx.node.motd) ctx.reply(line);
  },
});
