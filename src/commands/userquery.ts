import { type Reply, reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { mayCloseQuery, mayOpenQuery } from "../world/access-users.ts";
import { belongingsOf } from "../world/belongings.ts";
import { rest } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { RunContext } from "./context.ts";
import { openQuery } from "./open-query.ts";

/** Which conversations are open on one's clients: proposal 569 (user-query). */
export const userquery = defineCommand({
  name: "USERQUERY",
  when: "registered",
  args: [rest("LIST, OPEN or CLOSE, and a nick")],
  help: "Lists, opens or closes conversations, the same on all of your devices.",
  cost: 2,
  // "The draft/user-query capability MUST be negotiated before using the USERQUERY command".
  negotiated: {
    capability: "draft/user-query",
    refusal: reply("ERR_UNKNOWNCOMMAND", { command: "USERQUERY" }),
  },
  changes: ({ params: [subcommand = "", ...nicks] }) => isChange.test(subcommand) && nicks.length === 1,
  ask(ctx, [subcommand = "", ...more]) {
    const { queries } = belongingsOf(ctx.world, ctx.user);
    if (subcommand.toUpperCase() !== "LIST" || more.length > 0)
      return ctx.reply(invalid(subcommand, isChange.test(subcommand) ? more.slice(1) : more));
    const replies = queries.map(({ name }) => ({ verb: "USERQUERY", params: ["LIST", name] }));
    ctx.replyAll([{ type: "draft/user-query-list", needs: ["batch"], replies }]);
  },
  run(ctx, [subcommand = "", name = ""]) {
    if (subcommand.toUpperCase() === "OPEN") open(ctx, name);
    else close(ctx, name);
  },
});

const isChange = /^(?:open|close)$/i;

/** "an unknown subcommand, missing parameters, excess parameters" */
function invalid(subcommand: string, excess: readonly string[]): Reply {
  const named = { subcommand: subcommand === "" ? "*" : subcommand };
  const [given] = excess;
  return given === undefined
    ? reply("FAIL_QUERY_INVALID_PARAMS", named)
    : reply("FAIL_QUERY_INVALID_PARAM", { ...named, given });
}

function open(ctx: RunContext, name: string): void {
  const { user, world } = ctx;
  const refusal = mayOpenQuery(world, user, name);
  if (refusal) return ctx.reply(refusal);
  openQuery(ctx, user, world.names.foldNick(name), name);
}

function close(ctx: RunContext, name: string): void {
  const { user, world } = ctx;
  const refusal = mayCloseQuery(world, user, name);
  if (refusal) return ctx.reply(refusal);
  const nick = world.names.foldNick(name);
  ctx.commit({ type: "query-changed", user: user.id, nick, name: ownCopy(name), isOpen: false });
}
