import { reply } from "../protocol/reply.ts";
import { defineCommand } from "./command.ts";

/** How the servers of the network hang together. */
export const map = defineCommand({
  name: "MAP",
  when: "registered",
  args: [],
  help: "Shows how the servers of the network hang together.",
  ask(ctx) {
    const { name, counts } = ctx.node;
    ctx.reply(reply("RPL_MAP", { line: `${name} [Users: ${counts.registered}]` }));
    ctx.reply(reply("RPL_MAPEND"));
  },
});
