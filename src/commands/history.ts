import type { Said } from "../history/said.ts";
import { saidText } from "../history/said-text.ts";
import { reply } from "../protocol/reply.ts";
import { channelSeenBy } from "../world/access.ts";
import { mayReadHistory } from "../world/access-history.ts";
import type { Channel } from "../world/channel.ts";
import type { User } from "../world/user.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { ServerLine, UserAskContext } from "./context.ts";

/** How many lines are shown to who does not say. */
const usual = 20;

/** Shows what was said before. */
export const history = defineCommand({
  name: "HISTORY",
  when: "registered",
  args: [named("target"), optional(named("count"))],
  help: "Shows the last messages of a channel you are in, or of your conversation with somebody.",
  cost: 2,
  ask(ctx, target, count = String(usual)) {
    const wanted = /^[1-9]\d{0,5}$/.test(count) ? Number(count) : usual;
    if (target.startsWith("#")) return showChannel(ctx, target, wanted);
    const other = ctx.world.userByNick(target);
    if (!other) return ctx.reply(reply("ERR_NOSUCHNICK", { nick: target }));
    const said = ctx.node.history.between(ctx.user, other, wanted);
    ctx.stream(historyLines(ctx.user.nick, said, ctx.now));
  },
});

function showChannel(ctx: UserAskContext, name: string, count: number): void {
  const channel = channelSeenBy(ctx.world, name, ctx.user);
  if (!channel) return ctx.reply(reply("ERR_NOSUCHCHANNEL", { channel: name }));
  const refusal = mayReadHistory(channel, ctx.user);
  if (refusal) return ctx.reply(refusal);
  const said = ctx.node.history.inChannel(channel, ctx.user, count);
  ctx.stream(channelLines(channel, ctx.user, said, ctx.now));
}

/** Messages of a channel, for as long as the reader stays in it. */
export function* channelLines(
  channel: Channel,
  reader: User,
  all: readonly Said[],
  now: number,
): Generator<ServerLine, void> {
  const member = channel.member(reader);
  for (const line of historyLines(channel.name, all, now)) {
    // Access is asked again at each step: the reader may be put out while this waits for them.
    if (!member || channel.member(reader) !== member) return;
    yield line;
  }
}

/** Messages as notices of the server, each with its time. */
function* historyLines(target: string, all: readonly Said[], now: number): Generator<ServerLine, void> {
  if (all.length === 0) yield { verb: "NOTICE", params: [target, "Nothing was said that you could read."] };
  for (const said of all) yield { verb: "NOTICE", params: [target, saidText(said, now)] };
}
