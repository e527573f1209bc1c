import { type Reply, reply } from "../protocol/reply.ts";
import { mayAccept } from "../world/access-users.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { listOf, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { RunContext } from "./context.ts";
import { wrapWords } from "./query-words.ts";

/** Whom one accepts messages from under +g. */
export const accept = defineCommand({
  name: "ACCEPT",
  when: "registered",
  args: [optional(listOf("[+|-]nick"))],
  help: "Says whose messages reach you while you are +g: nick, -nick; without a parameter or with * it lists them.",
  changes: ({ params }) => params[0] !== undefined && params[0] !== "" && params[0] !== "*",
  ask(ctx) {
    for (const line of acceptReplies(ctx.world, ctx.user)) ctx.reply(line);
  },
  run(ctx, items = []) {
    const { commandTargets } = ctx.world.settings.limits;
    for (const [index, item] of items.entries()) {
      if (index >= commandTargets) return ctx.reply(reply("ERR_TOOMANYTARGETS", { target: item }));
      const refusal = changeAccept(ctx, item);
      if (refusal) ctx.reply(refusal);
    }
  },
});

function changeAccept(ctx: RunContext, item: string): Reply | undefined {
  const { user, world } = ctx;
  const sign = item.startsWith("-") ? "-" : "+";
  const nick = item.replace(/^[+-]/, "");
  const other = world.userByNick(nick);
  if (sign === "-") {
    if (!other || !user.accepted?.has(other.id)) return reply("ERR_ACCEPTNOT", { nick });
  } else {
    if (!other) return reply("ERR_NOSUCHNICK", { nick });
    const refusal = mayAccept(world, user, other);
    if (refusal) return refusal;
  }
  ctx.commit({ type: "accept-changed", user: user.id, other: other.id, sign });
  return undefined;
}

function* acceptReplies(world: World, user: User): Generator<Reply> {
  const nicks = [...(user.accepted ?? [])].map((id) => world.user(id)?.nick ?? "");
  for (const line of wrapWords(nicks)) yield reply("RPL_ACCEPTLIST", { nicks: line });
  yield reply("RPL_ENDOFACCEPT");
}
