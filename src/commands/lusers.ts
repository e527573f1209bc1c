import { reply } from "../protocol/reply.ts";
import { defineCommand } from "./command.ts";

/** How many users, operators and channels there are. */
export const lusers = defineCommand({
  name: "LUSERS",
  when: "registered",
  args: [],
  help: "Shows how many users, operators and channels there are.",
  ask(ctx) {
    const { node, world } = ctx;
    const users = world.users.size;
    const { registered, unregistered, most } = node.counts;
    const invisible = world.invisibleCount;
    ctx.reply(reply("RPL_LUSERCLIENT", { users: users - invisible, invisible, servers: 1 }));
    // RFC 2812 leaves out what there is none of; Modern IRC, LUSERS message: all of them should be sent.
    ctx.reply(reply("RPL_LUSEROP", { count: world.operatorCount }));
    ctx.reply(reply("RPL_LUSERUNKNOWN", { count: unregistered }));
    ctx.reply(reply("RPL_LUSERCHANNELS", { count: world.channels.size }));
    ctx.reply(reply("RPL_LUSERME", { clients: registered, servers: 0 }));
    ctx.reply(reply("RPL_LOCALUSERS", { users: registered, max: most }));
    ctx.reply(reply("RPL_GLOBALUSERS", { users, max: world.mostUsers }));
  },
});
