import { type Reply, reply } from "../protocol/reply.ts";
import type { World } from "../world/world.ts";
import { defineCommand } from "./command.ts";
import type { NodeFacts } from "./node-facts.ts";

/** How many users, operators and channels there are. */
export const lusers = defineCommand({
  name: "LUSERS",
  when: "registered",
  args: [],
  help: "Shows how many users, operators and channels there are.",
  ask: (ctx) => ctx.replyAll(lusersReplies(ctx.world, ctx.node)),
});

/** The counts, as they are part of the welcome too. */
export function lusersReplies(world: World, node: NodeFacts): readonly Reply[] {
  const users = world.users.size;
  const { registered, unregistered, most } = node.counts;
  const invisible = world.invisibleCount;
  // RFC 2812 leaves out what there is none of; Modern IRC, LUSERS message: all of them should be sent.
  return [
    reply("RPL_LUSERCLIENT", { users: users - invisible, invisible, servers: 1 }),
    reply("RPL_LUSEROP", { count: world.operatorCount }),
    reply("RPL_LUSERUNKNOWN", { count: unregistered }),
    reply("RPL_LUSERCHANNELS", { count: world.channels.size }),
    reply("RPL_LUSERME", { clients: registered, servers: 0 }),
    reply("RPL_LOCALUSERS", { users: registered, max: most }),
    reply("RPL_GLOBALUSERS", { users, max: world.mostUsers }),
  ];
}
