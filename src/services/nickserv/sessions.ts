import { optional } from "../../commands/args.ts";
import { clockText } from "../../commands/clock-text.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { mayInspectAccount, usersOf } from "../../world/access-accounts.ts";
import type { SessionRecord, User } from "../../world/user.ts";
import { account, ownAccount } from "../account-args.ts";

/** Where an account is in use. */
export const sessions: Command = defineCommand({
  name: "SESSIONS",
  when: "registered",
  args: [optional(account)],
  help: "Shows from where your account is in use; operators may name another.",
  cost: 2,
  ask(ctx, named) {
    const asked = named ?? ownAccount(ctx);
    if (!asked) return;
    if (!mayInspectAccount(ctx.world, ctx.user, asked)) return ctx.notice(`${asked.name} is not yours`);
    const users = usersOf(ctx.world, asked);
    if (users.length === 0) return ctx.notice(`${asked.name} is not in use`);
    for (const user of users) {
      for (const session of user.sessions) ctx.notice(described(user, session));
      if (user.sessions.length === 0)
        ctx.notice(`${user.nick}: no client, since ${clockText(user.absentSince)}`);
    }
  },
});

function described(user: User, session: SessionRecord): string {
  const { address, host, tls, certfp, gateway, device, since = user.signedOnAt } = session;
  const facts = [
    host === address ? address : `${host} (${address})`,
    ...(device === undefined ? [] : [`on ${device}`]),
    ...(gateway ? [`through ${gateway.name}`] : []),
    tls ? "TLS" : "no TLS",
    ...(certfp === undefined ? [] : [`certificate ${certfp}`]),
    `since ${clockText(since)}`,
  ];
  return `${user.nick}: ${facts.join(", ")}`;
}
