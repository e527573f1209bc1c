import { named, optional } from "../../commands/args.ts";
import { reasonAfter } from "../../commands/audited-command.ts";
import { clockText } from "../../commands/clock-text.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { overrule } from "../../commands/overrule.ts";
import { whyNotChosen } from "../../commands/stored.ts";
import { endOf } from "../../protocol/duration.ts";
import type { Reply } from "../../protocol/reply.ts";
import { cutToBytes } from "../../protocol/text.ts";
import { account, refusal } from "../account-args.ts";
import { secondsIn } from "../seconds-in.ts";

/** Nobody can log in to an account for the time being. */
export const suspend: Command = defineCommand({
  name: "SUSPEND",
  when: "operator",
  privilege: "accounts",
  audited: reasonAfter(1),
  args: [account, optional(named("duration")), optional(named("reason"))],
  help: "Has nobody log in to an account, for a time such as 7d or until UNSUSPEND; its sessions are logged out.",
  async prepare(
    ctx,
    { key, name },
    first = "",
    more = "",
  ): Promise<{ readonly until: number | null } | Reply> {
    const seconds = secondsIn(first);
    const words = seconds === undefined ? [first, more] : [more];
    const given = words.filter((word) => word !== "").join(" ");
    const reason = cutToBytes(given, ctx.world.settings.limits.kickLength) || "No reason given";
    const until = endOf(ctx.now, seconds);
    const suspension = { by: ctx.user.nick, reason, at: ctx.now, until };
    const whyNot = await whyNotChosen(ctx.control.accounts.suspend(key, suspension));
    return whyNot === undefined ? { until: until ?? null } : refusal(name, whyNot);
  },
  run(ctx, { name }, ...words) {
    const { until } = ctx.prepared;
    overrule(ctx, "SUSPEND", name, ...words.flatMap((word) => word ?? []));
    ctx.notice(`${name} is suspended${until === null ? "" : ` until ${clockText(until)}`}`);
  },
});

/** Has an account be as it was before it was suspended. */
export const unsuspend: Command = defineCommand({
  name: "UNSUSPEND",
  when: "operator",
  privilege: "accounts",
  args: [account],
  help: "Lets people log in to a suspended account again.",
  async prepare(ctx, { key, name, status }): Promise<{ readonly done: true } | Reply> {
    if (status !== "suspended") return refusal(name, "It is not suspended");
    const whyNot = await whyNotChosen(ctx.control.accounts.unsuspend(key));
    return whyNot === undefined ? { done: true } : refusal(name, whyNot);
  },
  run(ctx, { name }) {
    overrule(ctx, "UNSUSPEND", name);
    ctx.notice(`${name} is suspended no more`);
  },
});
