import { reply } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { clockText } from "./clock-text.ts";
import { defineCommand } from "./command.ts";
import { isAskedHere } from "./query-words.ts";

/** What time it is here. */
export const time = defineCommand({
  name: "TIME",
  when: "registered",
  args: [optional(named("server"))],
  help: "Shows the time of the server, in UTC.",
  ask(ctx, server) {
    if (!isAskedHere(ctx, server)) return;
    const { now } = ctx;
    ctx.reply(reply("RPL_TIME", { server: ctx.node.name, at: Math.floor(now / 1000), time: clockText(now) }));
  },
});
