import { reply } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";

/** Answers with a PONG, before registration too. */
export const ping = defineCommand({
  name: "PING",
  when: "any",
  args: [optional(named("token"))],
  help: "Asks the server whether it is there; it answers with PONG and the token.",
  ask(ctx, token) {
    if (token === undefined || token === "") return ctx.reply(reply("ERR_NOORIGIN"));
    ctx.say("PONG", ctx.node.name, token);
  },
});
