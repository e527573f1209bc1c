import { reply } from "../protocol/reply.ts";
import { defineCommand } from "./command.ts";

/** The message of the day. */
export const motd = defineCommand({
  name: "MOTD",
  when: "registered",
  args: [],
  help: "Shows the message of the day.",
  cost: 2,
  ask(ctx) {
    const { motd: lines, name } = ctx.node;
    ctx.reply(reply("RPL_MOTDSTART", { server: name }));
    for (const line of lines) ctx.reply(reply("RPL_MOTD", { line }));
    ctx.reply(reply("RPL_ENDOFMOTD"));
  },
});
