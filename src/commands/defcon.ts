import { endOf, formatDuration, parseDuration } from "../protocol/duration.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { cutToBytes, ownCopy } from "../protocol/text.ts";
import { type Defcon, defconRow, levelAt } from "../world/defcon.ts";
import type { UserId } from "../world/ids.ts";
import { named, optional, rest } from "./args.ts";
import { reasonAfter } from "./audited-command.ts";
import { defineCommand } from "./command.ts";
import type { RunContext } from "./context.ts";
import { notStored, stored } from "./stored.ts";
import { tellOperators } from "./tell-operators.ts";
import { toldLine } from "./told-lines.ts";

/** What was set, and whether everybody is told. */
interface NewDefcon {
  readonly defcon: Defcon;
  readonly isForAll: boolean;
}

/** How guarded the network is. */
export const defcon = defineCommand({
  name: "DEFCON",
  when: "operator",
  privilege: "defcon",
  audited: reasonAfter(2),
  args: [optional(named("5-1")), rest("duration, ALL and reason")],
  help: "Shows how guarded the network is, or sets it: DEFCON 3 2h ALL attack, from 5 (as always) to 1; ALL tells everybody.",
  cost: 3,
  changes: ({ params }) => params.length > 0,
  ask: (ctx) => ctx.replyAll([toldLine(inWords(ctx.world.defcon, ctx.now))]),
  async prepare(ctx, level = "", words): Promise<NewDefcon | Reply> {
    const row = /^[1-5]$/.test(level) ? defconRow(Number(level)) : undefined;
    if (!row) return reply("FAIL_DEFCON_INVALID_PARAMS", { given: level });
    const seconds = parseDuration(words[0] ?? "");
    const said = seconds === undefined ? words : words.slice(1);
    const isForAll = said[0] === "ALL";
    const text = (isForAll ? said.slice(1) : said).join(" ");
    const reason = ownCopy(cutToBytes(text, ctx.world.settings.limits.kickLength));
    const by = ctx.user.oper?.name ?? ctx.user.nick;
    const next: Defcon = { level: row.level, by, reason, at: ctx.now, expiresAt: endOf(ctx.now, seconds) };
    const outcome = await stored(ctx.control.defcon.set(next));
    return "failed" in outcome ? notStored("DEFCON", outcome.failed) : { defcon: next, isForAll };
  },
  run(ctx) {
    const { defcon: set, isForAll } = ctx.prepared;
    const words = inWords(set, set.at);
    tellOperators(ctx, "s", `${ctx.user.nick} set ${words}`);
    ctx.notice(words);
    if (isForAll) tellEverybody(ctx, set);
  },
});

/** `DEFCON 3 for 2h, by root: who is not logged in … (attack)`. */
export function inWords(set: Defcon, now: number): string {
  const level = levelAt(set, now);
  const { by, reason, expiresAt } = set;
  const says = defconRow(level)?.says ?? "";
  if (level === 5) return `DEFCON 5: ${says}`;
  const time = expiresAt === undefined ? "" : ` for ${formatDuration((expiresAt - now) / 1000)}`;
  return `DEFCON ${level}${time}, by ${by}: ${says}${reason === "" ? "" : ` (${reason})`}`;
}

function tellEverybody(ctx: RunContext<unknown>, { level, reason }: Defcon): void {
  const { server: by, now: at } = ctx;
  // Nobody's id: a server is no user.
  const from = `server ${by.nick}` as UserId;
  const target = { to: "everyone", name: "$$*", mask: "*" } as const;
  const why = reason === "" ? "" : ` (${reason})`;
  const text = `From now on ${defconRow(level)?.says}${why}`;
  ctx.commit({ type: "message-sent", verb: "NOTICE", from, by, target, text, id: ctx.nextMessageId(), at });
}
