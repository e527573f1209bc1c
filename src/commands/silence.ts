import { type Reply, reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { maySilence } from "../world/access-users.ts";
import { storedHostmask } from "../world/mode-params.ts";
import { listOf, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { RunContext, UserAskContext } from "./context.ts";

/** Masks of those whose private messages are dropped unheard. */
export const silence = defineCommand({
  name: "SILENCE",
  when: "registered",
  args: [optional(listOf("[+|-]mask"))],
  help: "Drops private messages of those a mask is about: +mask, -mask; without a parameter it lists the masks.",
  changes: ({ params }) => params[0] !== undefined && params[0] !== "",
  ask: listSilence,
  run(ctx, items = []) {
    const { user, world } = ctx;
    const [only] = items;
    // The list of a nick is asked for like this; but nobody reads another's.
    if (items.length === 1 && only && world.userByNick(only) === user) return listSilence(ctx);
    const { commandTargets } = world.settings.limits;
    for (const [index, item] of items.entries()) {
      if (index >= commandTargets) return ctx.reply(reply("ERR_TOOMANYTARGETS", { target: item }));
      const refusal = changeSilence(ctx, item);
      if (refusal) ctx.reply(refusal);
    }
  },
});

function listSilence(ctx: RunContext | UserAskContext): void {
  const { nick, silenced } = ctx.user;
  for (const { mask } of silenced) ctx.reply(reply("RPL_SILELIST", { nick, mask }));
  ctx.reply(reply("RPL_ENDOFSILELIST", { nick }));
}

function changeSilence(ctx: RunContext, item: string): Reply | undefined {
  const { user, world } = ctx;
  const sign = item.startsWith("-") ? "-" : "+";
  const bare = item.replace(/^[+-]/, "");
  if (bare === "") return undefined;
  const stored = storedHostmask(bare);
  if (stored === undefined) return reply("ERR_BADMASK", { mask: bare });
  const mask = ownCopy(stored);
  const folded = world.names.fold(mask);
  const listed = user.silenced.find((entry) => world.names.fold(entry.mask) === folded);
  // Nothing to do is nothing to say: no numeric exists for either.
  if ((listed !== undefined) === (sign === "+")) return undefined;
  const refusal = sign === "+" ? maySilence(world, user, mask) : undefined;
  if (refusal) return refusal;
  ctx.commit({
    type: "silence-changed",
    user: user.id,
    by: user.identity,
    sign,
    mask: listed?.mask ?? mask,
    at: ctx.now,
  });
  return undefined;
}
