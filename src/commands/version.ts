import { reply } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import { isupportAnswer } from "./isupport.ts";
import { isAskedHere } from "./query-words.ts";

/** Which software this is, and what it supports. */
export const version = defineCommand({
  name: "VERSION",
  when: "registered",
  args: [optional(named("server"))],
  help: "Shows the version of the server, and what it supports.",
  cost: 2,
  ask(ctx, server) {
    if (!isAskedHere(ctx, server)) return;
    const { node } = ctx;
    ctx.reply(reply("RPL_VERSION", { version: node.version, server: node.name, comments: node.description }));
    ctx.replyAll([isupportAnswer(node.isupport)]);
  },
});
