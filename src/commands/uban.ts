import { isBlock } from "../protocol/address-block.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { numberOf } from "../protocol/text.ts";
import { bansOn, usersHit } from "../world/access-bans.ts";
import { type BanKind, banKindNamed, banKinds, type ServerBan, triedBan } from "../world/server-ban.ts";
import { isRefusal, named, optional, rest } from "./args.ts";
import { defineCommand, needMoreParams } from "./command.ts";
import type { AnswerStep, UserAskContext } from "./context.ts";
import {
  announceEnd,
  auditedBan,
  banInWords,
  endBan,
  enforceBan,
  maskIn,
  nameOf,
  setBan,
} from "./server-bans.ts";
import { counted } from "./told-lines.ts";

/** All bans of the network by one command. */
export const uban = defineCommand({
  name: "UBAN",
  when: "operator",
  privilege: "ban",
  args: [named("subcommand"), optional(named("kind or mask")), rest("duration, mask and reason")],
  help: "ADD [kind] [1d12h] mask [reason], DEL [kind] mask, LIST [kind], or INFO [kind] [%]mask: whom it is about right now.",
  cost: 2,
  audited: ([subcommand = "", first = "", ...words]) => {
    const kind = banKindNamed(first);
    const { target = "", reason } = auditedBan(kind ? words : [first, ...words]);
    return { target: [subcommand, ...(kind ? [kind] : []), target].join(" ").trim(), reason };
  },
  changes: ({ params }) => ["ADD", "DEL"].includes(params[0]?.toUpperCase() ?? ""),
  ask(ctx, subcommand, first, words) {
    switch (subcommand.toUpperCase()) {
      case "LIST":
        return list(ctx, first);
      case "INFO":
        return first === undefined
          ? ctx.reply(needMoreParams("UBAN"))
          : ctx.stream(infoSteps(ctx, first, words));
      default:
        return ctx.reply(reply("FAIL_UBAN_INVALID_PARAMS", { given: [subcommand, ...words].join(" ") }));
    }
  },
  async prepare(ctx, subcommand, first = "", words) {
    const kind = banKindNamed(first);
    const isAdded = subcommand.toUpperCase() === "ADD";
    if (isAdded) {
      const given = kind ? words : [first, ...words];
      return await setBan(ctx, kind ?? guessedKind(given), given, "UBAN");
    }
    const mask = kind ? (words[0] ?? "") : first;
    return mask === ""
      ? needMoreParams("UBAN")
      : await endBan(ctx, kind ?? guessedKind([mask]), mask, "UBAN");
  },
  run(ctx) {
    const { prepared } = ctx;
    if ("ban" in prepared) enforceBan(ctx, prepared);
    else announceEnd(ctx, prepared);
  },
});

/** What somebody means who names no kind: an address is refused where it connects, a channel or nick is reserved. */
function guessedKind(words: readonly string[]): BanKind {
  const mask = (words.find((word) => /[@.:#/*]/.test(word)) ?? words[0] ?? "").replace(/^%/, "");
  if (isBlock(mask)) return "dline";
  return mask.startsWith("#") ? "resv" : "kline";
}

function list(ctx: UserAskContext, given: string | undefined): void {
  const kind = banKindNamed(given ?? "");
  if (given === undefined || kind) return ctx.stream(listSteps(ctx, kind));
  ctx.reply(reply("FAIL_UBAN_NO_SUCH_KIND", { given, kinds: banKinds.map((row) => row.kind).join(", ") }));
}

function* listSteps({ world, now }: UserAskContext, kind: BanKind | undefined): Generator<AnswerStep> {
  yield* counted(
    world.bans.list(kind),
    (ban) => banInWords(ban, now),
    (count) => numberOf(count, "ban", "bans"),
  );
}

/** Whom a mask would be about, or what bans are about a nick. */
function* infoSteps(ctx: UserAskContext, first: string, words: readonly string[]): Generator<AnswerStep> {
  const { world, now } = ctx;
  const kind = words.length > 0 ? banKindNamed(first) : undefined;
  const user = kind ? undefined : world.userByNick(first);
  if (user)
    return yield* counted(
      bansOn(world, user, now),
      (ban) => banInWords(ban, now),
      (count) => `${numberOf(count, "ban is", "bans are")} about ${user.nick}`,
    );
  const ban = kind ? meantBan(ctx, kind, words.join(" ")) : meantBan(ctx, guessedKind([first]), first);
  if (isRefusal(ban)) return yield ban;
  yield* counted(
    usersHit(world, ban, now),
    (hit) => hit.identity.prefix,
    (count) => `${numberOf(count, "user", "users")} would be hit by ${nameOf(ban)}`,
  );
}

function meantBan({ now }: UserAskContext, kind: BanKind, given: string): ServerBan | Reply {
  const { mask, soft } = maskIn(kind, given);
  if (mask === undefined)
    return reply("FAIL_INVALID_MASK", { command: "UBAN", given, reason: "That is no mask" });
  return triedBan(kind, mask, now, soft);
}
