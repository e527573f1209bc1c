import { endOf, formatDuration, parseDuration } from "../protocol/duration.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { isTooWideHere, usersHit } from "../world/access-bans.ts";
import {
  type BanKind,
  banKinds,
  closingKinds,
  closingWords,
  isOver,
  type ServerBan,
} from "../world/server-ban.ts";
import { storedBanMask } from "../world/server-bans.ts";
import type { User } from "../world/user.ts";
import { isRefusal, named, rest } from "./args.ts";
import { type AuditedParams, reasonAfter } from "./audited-command.ts";
import { type Command, defineCommand } from "./command.ts";
import type { PrepareContext, RunContext } from "./context.ts";
import { leaveNetwork } from "./quit.ts";
import { notStored, stored } from "./stored.ts";
import { type NoticeContext, tellOperators } from "./tell-operators.ts";

/** `KLINE` and `UNKLINE`, and their like for every kind of ban. */
export const serverBanCommands: readonly Command[] = banKinds.flatMap(({ kind, does }) => [
  defineSetting(kind, does),
  defineEnding(kind),
]);

function defineSetting(kind: BanKind, does: string): Command {
  return defineCommand({
    name: kind.toUpperCase(),
    ...(kind === "resv" && { aliases: ["QLINE"] }),
    when: "operator",
    privilege: "ban",
    args: [rest("duration, mask and reason")],
    help: `Sets a ban: ${does}. ${kind.toUpperCase()} [1d12h] [%]mask [reason[|private reason]]; % spares who is logged in.`,
    audited: auditedBan,
    prepare: (ctx, words) => setBan(ctx, kind, words),
    run: (ctx) => enforceBan(ctx, ctx.prepared),
  });
}

function defineEnding(kind: BanKind): Command {
  return defineCommand({
    name: `UN${kind.toUpperCase()}`,
    ...(kind === "resv" && { aliases: ["UNQLINE"] }),
    when: "operator",
    privilege: "ban",
    args: [named("mask")],
    help: `Ends a ban that ${kind.toUpperCase()} has set.`,
    prepare: (ctx, mask) => endBan(ctx, kind, mask),
    run: (ctx) => announceEnd(ctx, ctx.prepared),
  });
}

/** The mask of `1d mask reason`, and why. */
export function auditedBan(words: readonly string[]): ReturnType<AuditedParams> {
  const isTimed = words.length > 1 && parseDuration(words[0] ?? "") !== undefined;
  return reasonAfter(isTimed ? 2 : 1)(words);
}

/** A ban that was set. */
interface NewBan {
  readonly ban: ServerBan;
}

/** Reads what a ban is to be, and has it kept; a Reply says what is wrong, or that the store did not take it. */
export async function setBan(
  ctx: PrepareContext,
  kind: BanKind,
  words: readonly string[],
  command = kind.toUpperCase(),
): Promise<NewBan | Reply> {
  const ban = banFrom(ctx, kind, words, command);
  if (isRefusal(ban)) return ban;
  const outcome = await stored(ctx.control.bans.set(ban));
  return "failed" in outcome ? notStored(command, outcome.failed) : { ban };
}

function banFrom(
  ctx: PrepareContext,
  kind: BanKind,
  words: readonly string[],
  command: string,
): ServerBan | Reply {
  const [first = "", ...others] = words;
  const seconds = others.length > 0 ? parseDuration(first) : undefined;
  const [given = "", ...reasons] = seconds === undefined ? words : others;
  if (given === "") return reply("ERR_NEEDMOREPARAMS", { command });
  const { mask, soft } = maskIn(kind, given);
  if (mask === undefined)
    return reply("FAIL_INVALID_MASK", { command, given, reason: "That is no mask for this kind of ban" });
  if (isTooWideHere(ctx.world, kind, mask))
    return reply("FAIL_INVALID_MASK", { command, given, reason: "It would be about nearly everybody" });
  const [reason = "", ...hidden] = reasons.join(" ").split("|");
  const privateReason = hidden.join("|").trim();
  return {
    kind,
    mask: ownCopy(mask),
    soft,
    reason: ownCopy(reason.trim()) || "No reason given",
    privateReason: privateReason === "" ? undefined : ownCopy(privateReason),
    by: ctx.user.oper?.name ?? ctx.user.nick,
    at: ctx.now,
    expiresAt: endOf(ctx.now, seconds),
  };
}

/** The mask as it is kept, if it is one; before it a % spares who is logged in. */
export function maskIn(
  kind: BanKind,
  given: string,
): { readonly mask: string | undefined; readonly soft: boolean } {
  const soft = given.startsWith("%");
  return { mask: storedBanMask(kind, soft ? given.slice(1) : given), soft };
}

/** Tells the operators of a ban, and puts off whom it keeps off the network. */
export function enforceBan(ctx: RunContext<unknown>, { ban }: NewBan): void {
  announceBan(ctx, ban, ctx.user.nick);
  ctx.notice(`${nameOf(ban)} is set ${untilWhen(ban)}`);
  // Who sets a ban on themselves keeps the chance to take it back.
  putOffAll(ctx, ban, ctx.user);
}

/** Tells the operators of a ban that has been set. */
export function announceBan(ctx: NoticeContext, ban: ServerBan, by: string): void {
  tellOperators(ctx, "x", `${by} set ${nameOf(ban)} ${untilWhen(ban)}: ${whyOf(ban)}`);
}

/** Puts off everybody a ban keeps off the network, but one. */
export function putOffAll(ctx: PuttingOff, ban: ServerBan, spared: User | undefined): void {
  if (!closingKinds.includes(ban.kind)) return;
  for (const victim of [...usersHit(ctx.world, ban, ctx.now)])
    if (victim !== spared) putOff(ctx, victim, ban);
}

type PuttingOff = Pick<RunContext, "world" | "now" | "server" | "commit" | "inNameOf">;

/** Puts somebody off the network, over a ban. */
export function putOff(ctx: PuttingOff, victim: User, ban: ServerBan): void {
  ctx.inNameOf(victim).reply(reply("ERR_YOUREBANNEDCREEP", { reason: ban.reason }));
  leaveNetwork(ctx, victim, closingWords(ban));
}

/** Ends a ban; a Reply if there is none, or the store did not let go of it. */
export async function endBan(
  ctx: PrepareContext,
  kind: BanKind,
  given: string,
  command = `UN${kind.toUpperCase()}`,
): Promise<{ readonly kind: BanKind; readonly mask: string } | Reply> {
  const bare = given.startsWith("%") ? given.slice(1) : given;
  const { mask = bare } = maskIn(kind, given);
  const outcome = await stored(ctx.control.bans.remove(kind, mask));
  if ("failed" in outcome) return notStored(command, outcome.failed);
  return outcome.value ? { kind, mask } : reply("FAIL_NO_SUCH_BAN", { command, given });
}

/** Tells the operators that a ban has been ended. */
export function announceEnd(
  ctx: RunContext<unknown>,
  { kind, mask }: { readonly kind: BanKind; readonly mask: string },
): void {
  announceBanEnd(ctx, { kind, mask }, ctx.user.nick);
  ctx.notice(`${kind.toUpperCase()} ${mask} is ended`);
}

/** Tells the operators that a ban is none any more. */
export function announceBanEnd(
  ctx: NoticeContext,
  { kind, mask }: Pick<ServerBan, "kind" | "mask">,
  by: string,
): void {
  tellOperators(ctx, "x", `${by} ended ${kind.toUpperCase()} ${mask}`);
}

/** A ban in a line, as operators read it. */
export function banInWords(ban: ServerBan, now: number): string {
  const age = formatDuration((now - ban.at) / 1000);
  return `${nameOf(ban)} by ${ban.by} ${age} ago, ${timeLeft(ban, now)}: ${whyOf(ban)}`;
}

/** How a ban is called: `KLINE %*@192.0.2.1`. */
export function nameOf({ kind, soft, mask }: ServerBan): string {
  return `${kind.toUpperCase()} ${soft ? "%" : ""}${mask}`;
}

function untilWhen({ expiresAt, at }: ServerBan): string {
  return expiresAt === undefined ? "for good" : `for ${formatDuration((expiresAt - at) / 1000)}`;
}

function whyOf({ reason, privateReason }: ServerBan): string {
  return privateReason === undefined ? reason : `${reason} | ${privateReason}`;
}

function timeLeft(ban: ServerBan, now: number): string {
  if (ban.expiresAt === undefined) return "for good";
  return isOver(ban, now) ? "over" : `${formatDuration((ban.expiresAt - now) / 1000)} left`;
}
