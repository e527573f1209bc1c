import { named } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { wrapWords } from "../../commands/query-words.ts";
import { whyNotChosen } from "../../commands/stored.ts";
import { tellOperators } from "../../commands/tell-operators.ts";
import type { Reply } from "../../protocol/reply.ts";
import type { Account, AccountSettings } from "../../world/account.ts";
import { hostProblem } from "../../world/shown-host.ts";
import { ownAccount, refusal } from "../account-args.ts";

/** Asks the operators for a host. */
export const request: Command = defineCommand({
  name: "REQUEST",
  when: "registered",
  args: [named("host")],
  help: "Asks the operators to show your account with a host of your choice.",
  cost: 5,
  async prepare(ctx, host): Promise<{ readonly account: string } | Reply> {
    const own = ctx.world.accountNamed(ctx.user.identity.account ?? "");
    if (!own) return refusal(host, "You are not logged in to an account that can have a host");
    const problem = hostProblem(ctx.world, host);
    if (problem !== undefined) return refusal(host, problem);
    const vhostRequest = { host, at: ctx.now };
    const whyNot = await whyNotChosen(ctx.control.accounts.choose(own.key, { vhostRequest }));
    return whyNot === undefined ? { account: own.name } : refusal(host, whyNot);
  },
  run(ctx, host) {
    const { account } = ctx.prepared;
    tellOperators(ctx, "s", `${ctx.user.nick} asks for the host ${host} for the account ${account}`);
    ctx.notice(`The operators are asked for ${host}`);
  },
});

/** Shows the host again. */
export const on: Command = defineCommand({
  name: "ON",
  when: "registered",
  args: [],
  help: "Shows the host of your account again.",
  ask(ctx) {
    const account = withHost(ctx);
    if (account)
      choose(ctx, account, { vhostOff: undefined }, `You are shown with ${account.settings.vhost}`);
  },
});

/** Shows the host no more, and keeps it. */
export const off: Command = defineCommand({
  name: "OFF",
  when: "registered",
  args: [],
  help: "Shows you as you would be without the host of your account, until ON.",
  ask(ctx) {
    const account = withHost(ctx);
    if (account) choose(ctx, account, { vhostOff: true }, `${account.settings.vhost} is not shown any more`);
  },
});

/** The hosts anybody may have. */
export const offerList: Command = defineCommand({
  name: "OFFERLIST",
  when: "registered",
  args: [],
  help: "Lists the hosts that any account may TAKE.",
  ask({ world, notice }) {
    const { offeredHosts } = world.settings;
    if (offeredHosts.length === 0) return notice("No hosts are offered here");
    for (const line of wrapWords(offeredHosts)) notice(line);
  },
});

/** Takes one of them. */
export const take: Command = defineCommand({
  name: "TAKE",
  when: "registered",
  args: [named("host")],
  help: "Takes one of the hosts that OFFERLIST shows.",
  cost: 5,
  ask(ctx, host) {
    const account = ownAccount(ctx);
    if (!account) return;
    const lower = host.toLowerCase();
    const offered = ctx.world.settings.offeredHosts.find((one) => one.toLowerCase() === lower);
    if (offered === undefined) return ctx.notice(`${host} is not offered: OFFERLIST shows what is`);
    choose(ctx, account, { vhost: offered, vhostOff: undefined }, `You are shown with ${offered}`);
  },
});

function withHost(ctx: UserAskContext): Account | undefined {
  const account = ownAccount(ctx);
  if (!account) return undefined;
  if (account.settings.vhost !== undefined) return account;
  ctx.notice("Your account has no host: REQUEST asks for one");
  return undefined;
}

function choose(ctx: UserAskContext, { key }: Account, chosen: AccountSettings, done: string): void {
  ctx.after(whyNotChosen(ctx.control.accounts.choose(key, chosen)), (whyNot) => ctx.notice(whyNot ?? done));
}
