import { named, optional } from "../../commands/args.ts";
import { clockText } from "../../commands/clock-text.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { afterStored } from "../../commands/stored.ts";
import type { AccountRow } from "../../store/port/accounts.ts";
import { mayInspectAccount, maySeeUse, usersOf } from "../../world/access-accounts.ts";
import type { Account } from "../../world/account.ts";
import { accountFor } from "../account-args.ts";
import { settings } from "./settings.ts";

/** What is known of an account, as much as who asks may know. */
export const info: Command = defineCommand({
  name: "INFO",
  when: "registered",
  args: [optional(named("account"))],
  help: "Shows what is known of an account, yours if you name none.",
  cost: 2,
  ask(ctx, name = ctx.user.identity.account ?? ctx.user.nick) {
    const account = accountFor(ctx.world, name);
    if (!account) return ctx.notice(`${name} is not registered`);
    afterStored(ctx, ctx.control.accounts.find(account.key), (row) => {
      for (const line of described(ctx, account, row)) ctx.notice(line);
    });
  },
});

function* described(ctx: UserAskContext, account: Account, row: AccountRow | undefined): Generator<string> {
  const { world, user } = ctx;
  yield `${account.name} was registered on ${clockText(account.createdAt)}`;
  if (account.status !== "active") yield `It is ${account.status}: nobody can log in to it`;
  if (maySeeUse(world, user, account)) yield useOf(ctx, account, row);
  const { vhost, vhostOff } = account.settings;
  if (vhost !== undefined && !vhostOff) yield `It is shown with the host ${vhost}`;
  if (mayInspectAccount(world, user, account)) yield* confidential(ctx, account, row);
}

function useOf({ world }: UserAskContext, account: Account, row: AccountRow | undefined): string {
  const nicks = usersOf(world, account).map(({ nick }) => nick);
  if (nicks.length > 0) return `It is in use by ${nicks.join(", ")}`;
  return `It was last in use on ${clockText(row?.lastSeenAt ?? account.createdAt)}`;
}

/** What its owner and operators see. */
function* confidential(
  { world }: UserAskContext,
  account: Account,
  row: AccountRow | undefined,
): Generator<string> {
  const { suspension, vhost, vhostOff, vhostRequest } = account.settings;
  if (suspension)
    yield `It was suspended by ${suspension.by} on ${clockText(suspension.at)}: ${suspension.reason}`;
  if (suspension?.until !== undefined) yield `That ends on ${clockText(suspension.until)}`;
  yield `Its nicks: ${[account.name, ...(account.grouped ?? [])].join(" ")}`;
  if (row?.email !== undefined) yield `Its address: ${row.email}`;
  if (vhost !== undefined && vhostOff) yield `Its host ${vhost} is turned off`;
  if (vhostRequest) yield `It asked for the host ${vhostRequest.host}`;
  const chosen = settings.map((setting) => `${setting.name} ${setting.shown(account, world)}`);
  yield `Its settings: ${chosen.join(", ")}`;
}
