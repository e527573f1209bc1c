import { named, optional } from "../../commands/args.ts";
import { firstWords, reasonAfter } from "../../commands/audited-command.ts";
import { clockText } from "../../commands/clock-text.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { PrepareContext, RunContext, UserAskContext } from "../../commands/context.ts";
import { overrule } from "../../commands/overrule.ts";
import { serviceSource } from "../../commands/service-source.ts";
import { whyNotChosen } from "../../commands/stored.ts";
import type { Reply } from "../../protocol/reply.ts";
import { usersOf } from "../../world/access-accounts.ts";
import type { Account, AccountSettings } from "../../world/account.ts";
import { hostProblem } from "../../world/shown-host.ts";
import { account, refusal } from "../account-args.ts";

const operators = { when: "operator", privilege: "vhosts" } as const;

/** The host it came to. */
interface Decided {
  readonly host: string;
}

/** Shows an account with a host. */
export const setHost: Command = defineCommand({
  ...operators,
  name: "SET",
  audited: firstWords(2),
  args: [account, named("host")],
  help: "Shows an account with a host.",
  async prepare(ctx, target, host): Promise<Decided | Reply> {
    const problem = hostProblem(ctx.world, host);
    if (problem !== undefined) return refusal(host, problem);
    return await decide(ctx, target, { vhost: host, vhostOff: undefined }, host);
  },
  run(ctx, target, host) {
    overrule(ctx, "HS SET", target.name, host);
    ctx.notice(`${target.name} is shown with ${host}`);
  },
});

/** Takes the host of an account away. */
export const delHost: Command = defineCommand({
  ...operators,
  name: "DEL",
  args: [account],
  help: "Takes the host of an account away.",
  async prepare(ctx, target): Promise<Decided | Reply> {
    const { vhost } = target.settings;
    if (vhost === undefined) return refusal(target.name, "It has no host");
    return await decide(ctx, target, { vhost: undefined, vhostOff: undefined }, vhost);
  },
  run(ctx, target) {
    overrule(ctx, "HS DEL", target.name, ctx.prepared.host);
    ctx.notice(`${target.name} is not shown with ${ctx.prepared.host} any more`);
  },
});

/** Gives an account the host it asked for. */
export const approve: Command = defineCommand({
  ...operators,
  name: "APPROVE",
  args: [account],
  help: "Gives an account the host it asked for.",
  async prepare(ctx, target): Promise<Decided | Reply> {
    const host = target.settings.vhostRequest?.host;
    if (host === undefined) return refusal(target.name, "It has asked for no host");
    // What it may be shown with can have changed since.
    const problem = hostProblem(ctx.world, host);
    if (problem !== undefined) return refusal(host, problem);
    const chosen = { vhost: host, vhostOff: undefined, vhostRequest: undefined };
    return await decide(ctx, target, chosen, host);
  },
  run(ctx, target) {
    const { host } = ctx.prepared;
    overrule(ctx, "HS APPROVE", target.name, host);
    tell(ctx, target, `You have the host ${host} you asked for`);
    ctx.notice(`${target.name} is shown with ${host}`);
  },
});

/** Refuses an account the host it asked for. */
export const reject: Command = defineCommand({
  ...operators,
  name: "REJECT",
  audited: reasonAfter(1),
  args: [account, optional(named("reason"))],
  help: "Refuses an account the host it asked for.",
  async prepare(ctx, target): Promise<Decided | Reply> {
    const host = target.settings.vhostRequest?.host;
    if (host === undefined) return refusal(target.name, "It has asked for no host");
    return await decide(ctx, target, { vhostRequest: undefined }, host);
  },
  run(ctx, target, reason) {
    const { host } = ctx.prepared;
    overrule(ctx, "HS REJECT", target.name, host);
    tell(ctx, target, `You cannot have the host ${host} you asked for${reason ? `: ${reason}` : ""}`);
    ctx.notice(`${target.name} does not get ${host}`);
  },
});

const most = 100;

/** The hosts that are asked for, and those that are given. */
export const listHosts: Command = defineCommand({
  ...operators,
  name: "LIST",
  args: [],
  help: "Lists the hosts that are asked for, and those that accounts have.",
  cost: 10,
  ask(ctx: UserAskContext) {
    const all = [...ctx.world.accounts.values()];
    const lines = [...all.flatMap(asked), ...all.flatMap(given)];
    if (lines.length === 0) return ctx.notice("No account has a host, or asks for one");
    for (const line of lines.slice(0, most)) ctx.notice(line);
    if (lines.length > most) ctx.notice(`There are ${lines.length - most} more`);
  },
});

function asked({ name, settings: { vhostRequest } }: Account): readonly string[] {
  return vhostRequest ? [`${name} asked for ${vhostRequest.host} on ${clockText(vhostRequest.at)}`] : [];
}

function given({ name, settings: { vhost, vhostOff } }: Account): readonly string[] {
  return vhost === undefined ? [] : [`${name} has ${vhost}${vhostOff ? ", which is off" : ""}`];
}

async function decide(
  ctx: PrepareContext,
  { key, name }: Account,
  chosen: AccountSettings,
  host: string,
): Promise<Decided | Reply> {
  const whyNot = await whyNotChosen(ctx.control.accounts.choose(key, chosen));
  return whyNot === undefined ? { host } : refusal(name, whyNot);
}

function tell(ctx: RunContext<unknown>, account: Account, text: string): void {
  for (const user of usersOf(ctx.world, account)) {
    ctx.inNameOf(user).noticeFrom(serviceSource("HostServ"), text);
  }
}
