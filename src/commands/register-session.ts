import type { LeftRequest, NodeLostRequest, RegisterRequest } from "../log/log.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { mayLogIn } from "../world/access-accounts.ts";
import { banOnComer, closingBanOn } from "../world/access-bans.ts";
import { mayTakeNick, nickForAccount } from "../world/access-nicks.ts";
import { belongingsOf } from "../world/belongings.ts";
import type { Change } from "../world/changes.ts";
import { changedIdentity, type Identity, userIdentity } from "../world/identity.ts";
import type { UserId } from "../world/ids.ts";
import { shownHostOf } from "../world/shown-host.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { followAccount } from "./account-looks.ts";
import type { Client } from "./client.ts";
import type { RunContext } from "./context.ts";
import { broughtMetadata, exchangeBelongings, showBrought } from "./exchange-belongings.ts";
import { leaveNetwork, quitChange } from "./quit.ts";
import { putOff } from "./server-bans.ts";
import { tellOperators } from "./tell-operators.ts";

/** What an entry that is no client's line may do. */
export interface EntryContext {
  readonly world: World;
  readonly now: number;
  /** The server where the entry began. */
  readonly server: Identity;
  /** The session itself on the node where it lives. */
  readonly home: Pick<Client, "end"> | undefined;
  reply(reply: Reply): void;
  commit(change: Change): void;
}

/** What an entry may do that is about others. */
export interface OthersContext extends EntryContext {
  inNameOf(user: User): RunContext;
}

/** One entry claims everything a new user needs; it may still be refused with 433. */
export function registerSession(ctx: EntryContext, request: RegisterRequest): void {
  const { world } = ctx;
  const { session, away } = request;
  const locked = request.account === undefined ? undefined : mayLogIn(world, request.account);
  if (locked) ctx.reply(locked);
  const account = locked ? undefined : request.account;
  const nick = nickFor(world, request.nick, account);
  const refusal = mayTakeNick(world, nick, undefined, account);
  if (refusal) return ctx.reply(refusal);
  const ban = banOnComer(world, { ...request, account });
  if (ban) {
    ctx.reply(reply("ERR_YOUREBANNEDCREEP", { reason: ban.reason }));
    return ctx.home?.end(`${ban.kind.toUpperCase()}: ${ban.reason}`);
  }
  const host = shownHostOf(world, account, session.host);
  const by = userIdentity(nick, request.username, host, account);
  const metadata = request.metadata && broughtMetadata(world, account, request.metadata);
  ctx.commit({
    type: "registered",
    user: userIdOf(session.id),
    by,
    realname: request.realname,
    modes: (account === undefined ? "" : "r") + (session.tls ? "z" : ""),
    ...(away !== undefined && { away }),
    ...(metadata && { metadata }),
    session,
    at: ctx.now,
  });
  if (host !== session.host) ctx.reply(reply("RPL_VISIBLEHOST", { host }));
  const user = world.usersBySession.get(session.id);
  if (user && request.metadata) showBrought(ctx, user, request.metadata);
  tellOperators(ctx, "c", `${by.prefix} has connected (${request.realname})`);
}

/** The nick somebody comes in with: that of their account where everybody goes by it, unless it is in use. */
function nickFor(world: World, wanted: string, account: string | undefined): string {
  const own = nickForAccount(world, account);
  return own === undefined || mayTakeNick(world, own, undefined, account) ? wanted : own;
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
  const { node, epoch } = request;
  const gone = [...ctx.world.users.values()].filter(({ sessions }) =>
    sessions.every((session) => session.node === node && session.epoch === epoch),
  );
  // netsplit.batch.md: which servers the network has is nobody's business.
  const quits = gone.map((user) => quitChange(user, "*.net *.split", ctx.now));
  ctx.commit({ type: "node-lost", node, epoch, by: ctx.server, quits });
  tellOperators(ctx, "s", `${node} is gone, and ${quits.length} users with it`);
}

/** Somebody has logged in, or out. Every login of who is on the network comes here. */
export function logIn(ctx: RunContext<unknown>, account: string | undefined): void {
  const { id, identity, modes } = ctx.user;
  // The account may have been suspended while the claim was on its way.
  const locked = account === undefined ? undefined : mayLogIn(ctx.world, account);
  if (locked) return ctx.reply(locked);
  const before = belongingsOf(ctx.world, ctx.user);
  const now = changedIdentity(identity, { account });
  if (account !== identity.account) {
    ctx.commit({ type: "account-changed", user: id, by: identity, identity: now });
    exchangeBelongings(ctx, ctx.user, before, identity.account === undefined);
  }
  const sign = account === undefined ? "-" : "+";
  if (modes.includes("r") !== (sign === "+")) {
    ctx.commit({
      type: "user-modes-changed",
      user: id,
      by: now,
      modes: [{ sign, letter: "r" }],
      snomask: undefined,
    });
  }
  if (account === undefined) ctx.reply(reply("RPL_LOGGEDOUT", { mask: now.prefix }));
  else {
    ctx.reply(reply("RPL_LOGGEDIN", { mask: now.prefix, account }));
    ctx.reply(reply("RPL_SASLSUCCESS"));
  }
  followAccount(ctx, identity.account);
  // To who has logged out, a soft ban applies again.
  const ban = account === undefined ? closingBanOn(ctx.world, ctx.user) : undefined;
  if (ban) putOff(ctx, ctx.user, ban);
}

/** The first configuration, or a new one. */
export function configure(ctx: EntryContext, settings: World["settings"]): void {
  ctx.commit({ type: "configured", settings });
}
