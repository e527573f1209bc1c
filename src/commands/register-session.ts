import type { LeftRequest, LoginRequest, NodeLostRequest, RegisterRequest } from "../log/log.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { mayLogIn } from "../world/access-accounts.ts";
import { banOnComer, closingBanOn, isExcepted } from "../world/access-bans.ts";
import { mayComeNow } from "../world/access-defcon.ts";
import { mayTakeNick, nickForAccount } from "../world/access-nicks.ts";
import { isAlwaysOn, isStayOver, mayAttach, userToAttachTo } from "../world/access-sessions.ts";
import { belongingsOf } from "../world/belongings.ts";
import type { Change, Detached, Quit } from "../world/changes.ts";
import { changedIdentity, type Identity, userIdentity } from "../world/identity.ts";
import type { UserId } from "../world/ids.ts";
import type { Metadata } from "../world/metadata.ts";
import { closingWords } from "../world/server-ban.ts";
import { shownHostOf } from "../world/shown-host.ts";
import { plainHostOf, type SessionRecord, type User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { followAccount, followSession } from "./account-looks.ts";
import { giveStatusOnLogin } from "./channel-roles.ts";
import type { Client } from "./client.ts";
import type { RunContext } from "./context.ts";
import { bringMetadata, broughtMetadata, exchangeBelongings, showBrought } from "./exchange-belongings.ts";
import { mindingAkicks } from "./keep-out.ts";
import { leaveAccountOffice } from "./office.ts";
import { detachedChange, leaveNetwork, leaveSession, quitChange } from "./quit.ts";
import { putOff } from "./server-bans.ts";
import { sumUp } from "./sum-of-sessions.ts";
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
  const { away } = request;
  const session =
    away === undefined ? request.session : { ...request.session, away: { text: away, seq: world.seq } };
  const locked = request.account === undefined ? undefined : mayLogIn(world, request.account);
  if (locked) ctx.reply(locked);
  const account = locked ? undefined : request.account;
  const there = account === undefined ? undefined : userToAttachTo(world, account, request.nick);
  const nick = nickFor(world, request.nick, account);
  const refusal = there ? undefined : mayTakeNick(world, nick, undefined, account);
  if (refusal) return ctx.reply(refusal);
  const comer = { ...request, account };
  const ban = banOnComer(world, comer);
  if (ban) {
    ctx.reply(reply("ERR_YOUREBANNEDCREEP", { reason: ban.reason }));
    return ctx.home?.end(closingWords(ban));
  }
  const guarded = mayComeNow(world, account);
  if (guarded && !isExcepted(world, comer)) {
    ctx.reply(guarded);
    return ctx.home?.end("An account is required");
  }
  if (there) return attach(ctx, there, session, request.metadata);
  const host = shownHostOf(world, account, plainHostOf(session));
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

/** A client of somebody who is on the network already is one more session of theirs. */
function attach(
  ctx: EntryContext,
  user: User,
  session: RegisterRequest["session"],
  said: Metadata = [],
): void {
  const refusal = mayAttach(ctx.world, user, session);
  if (refusal !== undefined) return ctx.home?.end(refusal);
  const { device = "" } = session;
  const isThere = user.sessions.some((other) => (other.device ?? "") === device);
  const seenAt = isThere ? ctx.now : user.devices.find((seen) => seen.device === device)?.seenAt;
  const since = seenAt ?? (user.absentSince > 0 ? user.absentSince : undefined);
  // Before it is welcomed, and shown what its user says of themselves.
  bringMetadata(ctx, user, said);
  if (user.sessions.length === 0) followSession(ctx, user, user.plainHost, plainHostOf(session));
  const by = user.identity;
  ctx.commit({ type: "attached", user: user.id, by, session, seenAt: since });
  sumUp(ctx, user);
  const named = device === "" ? "" : `, ${device}`;
  tellOperators(ctx, "c", `${by.prefix} has another session (${session.address}${named})`);
}

/** The nick somebody comes in with: that of their account where everybody goes by it, unless it is in use. */
function nickFor(world: World, wanted: string, account: string | undefined): string {
  const own = nickForAccount(world, account);
  return own === undefined || mayTakeNick(world, own, undefined, account) ? wanted : own;
}

// A user is named after their first session.
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
  if (user) leaveSession(ctx, user, session, request.reason, request.seenAt);
}

/** Who was away for too long leaves. */
export function endStays(ctx: EntryContext): void {
  for (const user of [...ctx.world.users.values()]) endStay(ctx, user);
}

/** Has a user without a session leave, if they do not stay any more. */
export function endStay(ctx: EntryContext, user: User): void {
  if (!isStayOver(ctx.world, user, ctx.now)) return;
  leaveNetwork(ctx, user, isAlwaysOn(ctx.world, user) ? "Away for too long" : "Not connected");
}

/** A node is gone: its sessions end at once, and with them all users who have no other and are not always on. */
export function loseNode(ctx: EntryContext, { node, epoch }: NodeLostRequest): void {
  const { world, now } = ctx;
  // netsplit.batch.md: which servers the network has is nobody's business.
  const reason = "*.net *.split";
  const isLost = (session: SessionRecord) => session.node === node && session.epoch === epoch;
  const touched = [...world.users.values()].filter(({ sessions }) => sessions.some(isLost));
  const quits: Quit[] = [];
  const detached: Detached[] = [];
  for (const user of touched) {
    const lost = user.sessions.filter(isLost);
    if (lost.length === user.sessions.length && !isAlwaysOn(world, user))
      quits.push(quitChange(user, reason, now));
    else for (const { id } of lost) detached.push(detachedChange(user, id, reason, now, now));
  }
  const shown = touched.map((user) => [user, user.plainHost] as const);
  ctx.commit({ type: "node-lost", node, epoch, by: ctx.server, quits, detached });
  for (const [user, plainHost] of shown) {
    if (!world.users.has(user.id)) continue;
    followSession(ctx, user, plainHost, user.plainHost);
    sumUp(ctx, user);
  }
  tellOperators(ctx, "s", `${node} is gone, and ${quits.length} users with it`);
}

/** Somebody has logged in, or out. Every login of who is on the network comes here. */
export function logIn(ctx: RunContext<unknown>, login: Omit<LoginRequest, "type">): void {
  const { account } = login;
  // The account may have been suspended while the claim was on its way.
  const locked = account === undefined ? undefined : mayLogIn(ctx.world, account);
  if (locked) return ctx.reply(locked);
  mindingAkicks(ctx, ctx.user, () => enterAccount(ctx, login));
  mindBans(ctx);
}

function enterAccount(ctx: RunContext<unknown>, { account, sasl }: Omit<LoginRequest, "type">): void {
  const { id, identity, modes } = ctx.user;
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
  else ctx.reply(reply("RPL_LOGGEDIN", { mask: now.prefix, account }));
  if (account !== undefined && sasl) ctx.reply(reply("RPL_SASLSUCCESS"));
  leaveAccountOffice(ctx);
  followAccount(ctx, identity.account);
  giveStatusOnLogin(ctx, ctx.user, identity.account);
}

/** Who has logged in or out comes under bans on the account and its hosts, or on strangers, and where there are none, out. */
function mindBans(ctx: RunContext<unknown>): void {
  const { user, world } = ctx;
  const ban = closingBanOn(world, user);
  if (ban) putOff(ctx, user, ban);
  else if (user.identity.account === undefined && world.settings.accountRequired)
    leaveNetwork(ctx, user, "An account is required");
}
