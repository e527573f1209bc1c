import type { LeftRequest, NodeLostRequest, RegisterRequest } from "../log/log.ts";
import type { Reply } from "../protocol/reply.ts";
import { mayTakeNick } from "../world/access.ts";
import type { Change } from "../world/changes.ts";
import { type Identity, userIdentity } from "../world/identity.ts";
import type { UserId } from "../world/ids.ts";
import type { World } from "../world/world.ts";
import { leaveNetwork } from "./quit.ts";
import { tellOperators } from "./tell-operators.ts";

/** What an entry that is no client's line may do. */
export interface EntryContext {
  readonly world: World;
  readonly now: number;
  /** The server where the entry began. */
  readonly server: Identity;
  reply(reply: Reply): void;
  commit(change: Change): void;
}

/** One entry claims everything a new user needs; it may still be refused with 433. */
export function registerSession(ctx: EntryContext, request: RegisterRequest): void {
  const { world } = ctx;
  const { session } = request;
  const refusal = mayTakeNick(world, request.nick, undefined);
  if (refusal) return ctx.reply(refusal);
  const by = userIdentity(request.nick, request.username, session.host);
  ctx.commit({
    type: "registered",
    user: userIdOf(session.id),
    by,
    realname: request.realname,
    modes: session.tls ? "z" : "",
    session,
    at: ctx.now,
  });
  tellOperators(ctx, "c", `${by.prefix} has connected (${request.realname})`);
}

// Until accounts bring several sessions to one user, a user is named after its first session.
function userIdOf(session: string): UserId {
  return session as UserId;
}

/** A session is gone: its user leaves the network. */
export function leave(
  ctx: EntryContext,
  session: RegisterRequest["session"]["id"],
  request: LeftRequest,
): void {
  const user = ctx.world.usersBySession.get(session);
  if (user) leaveNetwork(ctx, user, request.reason);
}

/** A node is gone: all its users leave at once. */
export function loseNode(ctx: EntryContext, request: NodeLostRequest): void {
  ctx.commit({ type: "node-lost", node: request.node, epoch: request.epoch });
  for (const user of [...ctx.world.users.values()]) {
    if (user.sessions.every((session) => session.node === request.node)) {
      leaveNetwork(ctx, user, `${request.node} is gone`);
    }
  }
}

/** The first configuration, or a new one. */
export function configure(ctx: EntryContext, settings: World["settings"]): void {
  ctx.commit({ type: "configured", settings });
}
