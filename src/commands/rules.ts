import { reply } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import { isAskedHere } from "./query-words.ts";

/** The rules of the server. */
export const rules = defineCommand({
  name: "RULES",
  when: "registered",
  args: [optional(named("server"))],
  help: "Shows the rules of the server.",
  cost: 2,
  ask(ctx, server) {
    if (!isAskedHere(ctx, server)) return;
    const { rules: lines, name } = ctx.node;
    if (!lines || lines.length === 0) return ctx.reply(reply("ERR_NORULES"));
    ctx.reply(reply("RPL_RULESSTART", { server: name }));
    for (const line of lines) ctx.reply(reply("RPL_RULES", { line }));
    ctx.reply(reply("RPL_ENDOFRULES"));
  },
});
