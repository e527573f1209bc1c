import { named, optional, rest } from "../../commands/args.ts";
import { clockText } from "../../commands/clock-text.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { keepAllOut } from "../../commands/keep-out.ts";
import { cutToBytes, numberOf } from "../../protocol/text.ts";
import { type Akick, accountNamedBy, inForce } from "../../world/akick.ts";
import { accountExtban, extbanOf } from "../../world/bans.ts";
import { checkParam, storedMask } from "../../world/mode-params.ts";
import { rankOfRole, roleIn, withAkicks } from "../../world/registration.ts";
import { secondsIn } from "../seconds-in.ts";
import { actingIn } from "./act.ts";
import { keep } from "./keep.ts";
import { type Asker, type Standing, standingIn } from "./standing.ts";

/** Whom a channel puts out and bans whenever they come in. */
export const akick: Command = defineCommand({
  name: "AKICK",
  when: "registered",
  args: [
    named("channel"),
    optional(named("ADD, DEL, LIST or ENFORCE")),
    rest("mask or account, time, reason"),
  ],
  help: "Puts out and bans whoever comes in under a mask or in an account: AKICK #room ADD mallory 30d no spam.",
  cost: 2,
  changes: ({ params }) => params[1]?.toUpperCase() === "ENFORCE",
  ask(ctx, name, what = "LIST", words) {
    const [who, ...more] = words;
    switch (what.toUpperCase()) {
      case "LIST":
        return list(ctx, name);
      case "ADD":
        return who === undefined ? ctx.notice(usage) : add(ctx, name, who, more);
      case "DEL":
        return who === undefined ? ctx.notice(usage) : remove(ctx, name, who);
      default:
        return ctx.notice(usage);
    }
  },
  run(ctx, name) {
    const standing = actingIn(ctx, "AKICK ENFORCE", name, "op");
    if (!standing) return;
    const count = keepAllOut(ctx, standing.channel);
    ctx.notice(`${numberOf(count, "member was", "members were")} put out of ${standing.channel.name}`);
  },
});

const usage =
  "Usage: AKICK <channel> ADD <mask or account> [<time>] [<reason>], DEL <entry>, LIST or ENFORCE";

function list(ctx: UserAskContext, name: string): void {
  const standing = standingIn(ctx, name, "op");
  if (typeof standing === "string") return ctx.notice(standing);
  const all = akicksOf(ctx.now, standing);
  for (const [index, akick] of all.entries()) ctx.notice(`${index + 1}. ${described(akick)}`);
  ctx.notice(
    `${all.length} ${all.length === 1 ? "entry" : "entries"} in the AKICK list of ${standing.channel.name}`,
  );
}

function described({ mask, reason, by, at, until }: Akick): string {
  const ends = until === undefined ? "" : `, until ${clockText(until)}`;
  return `${mask}${reason === undefined ? "" : ` - ${reason}`} (by ${by}, ${clockText(at)}${ends})`;
}

function add(ctx: UserAskContext, name: string, who: string, more: readonly string[]): void {
  const [first = "", ...words] = more;
  const seconds = secondsIn(first);
  const given = (seconds === undefined ? more : words).join(" ");
  const reason = cutToBytes(given, ctx.world.settings.limits.kickLength);
  const judge = () => judgeNew(ctx, name, who);
  keep(ctx, `AKICK ADD ${who}`, judge, async (book, entry, notice) => {
    const { channel, registration, mask, others } = entry;
    const akick: Akick = {
      ...{ mask, by: ctx.user.identity.account ?? ctx.user.nick, at: ctx.now },
      ...(reason !== "" && { reason }),
      ...(seconds !== undefined && { until: ctx.now + seconds * 1000 }),
    };
    const settings = withAkicks(registration.settings, [...others, akick]);
    await book.change(channel, { settings }, notice);
    const ends = akick.until === undefined ? "" : ` until ${clockText(akick.until)}`;
    return `${mask} is kept out of ${channel.name}${ends}`;
  });
}

function remove(ctx: UserAskContext, name: string, who: string): void {
  const judge = () => judgeOld(ctx, name, who);
  keep(ctx, `AKICK DEL ${who}`, judge, async (book, entry, notice) => {
    const { channel, registration, mask, others } = entry;
    await book.change(channel, { settings: withAkicks(registration.settings, others) }, notice);
    return `${mask} is not kept out of ${channel.name} any more`;
  });
}

interface Entry extends Standing {
  readonly mask: string;
  /** All other entries of the list. */
  readonly others: readonly Akick[];
}

function judgeNew(asker: UserAskContext, name: string, who: string): Entry | string {
  const standing = standingIn(asker, name, "op");
  if (typeof standing === "string") return standing;
  const { world, now } = asker;
  const { limits } = world.settings;
  const checked = checkParam("mask", maskOf(world, who), limits);
  if ("problem" in checked) return checked.problem;
  const mask = checked.value;
  if (extbanOf(mask)?.letter === "m") return `${who} names nobody who could be put out`;
  const account = accountNamedBy(world, mask);
  const { channel, registration } = standing;
  const role = account === undefined ? undefined : roleIn(registration, account);
  if (rankOfRole(role) >= rankOfRole("halfop"))
    return `${who} is ${role} in ${channel.name}; AMODE changes that`;
  const others = akicksOf(now, standing).filter((other) => other.mask !== mask);
  if (others.length >= limits.listEntries) return `The AKICK list of ${channel.name} is full`;
  return { ...standing, mask, others };
}

function judgeOld(asker: UserAskContext, name: string, who: string): Entry | string {
  const standing = standingIn(asker, name, "op");
  if (typeof standing === "string") return standing;
  const { fold } = asker.world.names;
  const all = akicksOf(asker.now, standing);
  const mask = fold(maskOf(asker.world, who));
  const found = /^\d{1,3}$/.test(who) ? all[Number(who) - 1] : all.find((one) => fold(one.mask) === mask);
  return found
    ? { ...standing, mask: found.mask, others: all.filter((one) => one !== found) }
    : `${who} is not in the AKICK list of ${standing.channel.name}`;
}

function akicksOf(now: number, { registration }: Standing): readonly Akick[] {
  return inForce(registration.settings.akicks, now);
}

/** A name is that of an account, as far as there is one: a nick changes hands, and may be changed. */
function maskOf(world: Asker["world"], who: string): string {
  if (/[!@*?:]/.test(who)) return storedMask(who) ?? who;
  const account = world.accountNamed(who) ?? world.ownerOfNick(world.names.foldNick(who));
  return account ? `${accountExtban}:${account.name}` : (storedMask(who) ?? who);
}
