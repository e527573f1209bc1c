import { type Reply, reply } from "../protocol/reply.ts";
import { isShownOperator, mayFindUser, mayInspectUser } from "../world/access-queries.ts";
import type { User } from "../world/user.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { UserAskContext } from "./context.ts";
import { classesOf, everybody, isAskedHere } from "./query-words.ts";

/** Who is connected to this server. */
export const trace = defineCommand({
  name: "TRACE",
  when: "registered",
  args: [optional(named("target"))],
  help: "Shows the operators on a server, or how one user is connected; operators see all users.",
  cost: 3,
  ask(ctx, target) {
    const user = target === undefined ? undefined : ctx.world.userByNick(target);
    // RFC 2812 3.4.8: for a nick, a reply for that nick alone.
    if (user) ctx.stream([traceOf(ctx, user), endOfTrace(ctx)]);
    else if (isAskedHere(ctx, target)) ctx.stream(everyone(ctx));
  },
});

function* everyone(ctx: UserAskContext): Generator<Reply | undefined> {
  for (const user of everybody(ctx.world)) {
    yield user && isListed(ctx, user) ? traceOf(ctx, user) : undefined;
  }
  yield endOfTrace(ctx);
}

// RFC 2812 3.4.8: operators are reported to everybody, users to operators.
function isListed({ user: viewer, node }: UserAskContext, user: User): boolean {
  if (!user.sessions.some((session) => session.node === node.name)) return false;
  if (viewer === user || viewer.oper) return true;
  return isShownOperator(viewer, user) && mayFindUser(viewer, user);
}

function traceOf(ctx: UserAskContext, user: User): Reply {
  const { nick, user: username, host } = user.identity;
  const mask = `${nick}[${username}@${host}]`;
  // Which class somebody is in tells who they are: operators and the user themselves may know.
  const own = mayInspectUser(ctx.user, user) ? classesOf(ctx, user)[0] : undefined;
  if (isShownOperator(ctx.user, user)) return reply("RPL_TRACEOPERATOR", { class: own ?? "operators", mask });
  return reply("RPL_TRACEUSER", { class: own ?? "users", mask });
}

function endOfTrace({ node }: UserAskContext): Reply {
  return reply("RPL_TRACEEND", { server: node.name, version: node.version });
}
