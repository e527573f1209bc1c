import { named, optional } from "../commands/args.ts";
import { type Command, defineCommand } from "../commands/command.ts";
import { apppass } from "./nickserv/apppass.ts";
import { identify, logout } from "./nickserv/identify.ts";
import { passwd, resetpass, sendpass } from "./nickserv/passwd.ts";
import { register, verify } from "./nickserv/register.ts";
import type { Service } from "./service.ts";

/** What is known of an account, to everybody. */
const info: Command = defineCommand({
  name: "INFO",
  when: "registered",
  args: [optional(named("account"))],
  help: "Shows what is known of an account, yours if you name none.",
  ask(ctx, name = ctx.user.identity.account ?? ctx.user.nick) {
    const account = ctx.world.accountNamed(name);
    if (!account) return ctx.notice(`${name} is not registered`);
    ctx.notice(`${account.name} was registered on ${new Date(account.createdAt).toUTCString()}`);
  },
});

/** Accounts and the nicks that are theirs. */
export const nickServ: Service = {
  nick: "NickServ",
  command: "NS",
  help: "Accounts, and the nicks that are theirs.",
  table: [
    ...[register, verify, identify, logout, passwd, sendpass, resetpass, apppass],
    // What is known and owned.
    info,
  ],
};
