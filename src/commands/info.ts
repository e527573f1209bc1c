import { reply } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import { isAskedHere } from "./query-words.ts";

/** What this server is. */
export const info = defineCommand({
  name: "INFO",
  when: "registered",
  args: [optional(named("server"))],
  help: "Tells what this server is.",
  cost: 2,
  ask(ctx, server) {
    if (!isAskedHere(ctx, server)) return;
    const { version, description, startedText } = ctx.node;
    const lines = [
      `${version}, an IRC server in TypeScript`,
      `This is ${ctx.node.name}: ${description}`,
      `Running since ${startedText}`,
    ];
    for (const line of lines) ctx.reply(reply("RPL_INFO", { line }));
    ctx.reply(reply("RPL_ENDOFINFO"));
  },
});
