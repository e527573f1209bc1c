import type { ChannelKey } from "../protocol/names.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { maySeeChannel } from "../world/access.ts";
import type { Channel } from "../world/channel.ts";
import { rest } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { UserAskContext } from "./context.ts";
import { type ListFilter, parseListFilter } from "./list-filter.ts";

/** Lists channels. */
export const list = defineCommand({
  name: "LIST",
  aliases: ["ROOMS"],
  when: "registered",
  args: [rest("channels and conditions")],
  help: "Lists channels: all, by name or mask (#a*, !*b*), by users (>5), age (C<60) or topic age (T>10) in minutes.",
  cost: 3,
  ask(ctx, params) {
    const { commandTargets } = ctx.world.settings.limits;
    const items = params.flatMap((param) => param.split(",")).filter((item) => item !== "");
    const excess = items[commandTargets];
    if (excess !== undefined) ctx.reply(reply("ERR_TOOMANYTARGETS", { target: excess }));
    ctx.stream(listReplies(ctx, parseListFilter(ctx.world, ctx.now, items.slice(0, commandTargets))));
  },
});

/** Walks the channels there were at the start, and looks each up again: the world goes on meanwhile. */
function* listReplies(
  { world, user }: UserAskContext,
  filter: ListFilter,
): Generator<Reply | undefined, void> {
  yield reply("RPL_LISTSTART");
  const keys: Iterable<ChannelKey> = filter.names
    ? new Set(filter.names.map((name) => world.names.foldChannel(name)))
    : [...world.channels.keys()];
  for (const key of keys) {
    const channel = world.channels.get(key);
    const listed = channel && isListed(channel) && maySeeChannel(channel, user) && filter.matches(channel);
    yield listed ? rowOf(channel) : undefined;
  }
  yield reply("RPL_LISTEND");
}

/** What belongs to somebody is there when nobody is, but nothing to be found. */
function isListed({ members, registration }: Channel): boolean {
  return members.size > 0 || registration === undefined;
}

function rowOf({ name, members, topic }: Channel): Reply {
  return reply("RPL_LIST", { channel: name, users: members.size, topic: topic?.text ?? "" });
}
