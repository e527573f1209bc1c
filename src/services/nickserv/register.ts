import { named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { placeOf, sentTo } from "../../commands/register.ts";

/** Registers an account named after one's nick. */
export const register: Command = defineCommand({
  name: "REGISTER",
  when: "registered",
  args: [named("password"), optional(named("e-mail"))],
  help: "Registers your nick as an account with this password.",
  ask(ctx, password, email) {
    if (isLoggedIn(ctx)) return;
    const wish = { account: undefined, email: email === "*" ? undefined : email, password, ...placeOf(ctx) };
    ctx.after(ctx.control.register(wish, ctx.client), (outcome) => {
      if (outcome.type === "refused") return ctx.notice(outcome.reason);
      if (outcome.type === "waits") return ctx.notice(sentTo(outcome.email));
      ctx.notice(`${outcome.account} is registered`);
      ctx.client.loggedIn(outcome.account);
    });
  },
});

/** Completes a registration with the code that was sent. */
export const verify: Command = defineCommand({
  name: "VERIFY",
  when: "registered",
  args: [named("account"), named("code")],
  help: "Verifies an account with the code that was sent to its owner.",
  ask(ctx, account, code) {
    if (isLoggedIn(ctx)) return;
    ctx.after(ctx.control.registrar.verify(account, code, ctx.client.address), (outcome) => {
      if (outcome.type === "refused") return ctx.notice(outcome.reason);
      ctx.notice(`${outcome.account} is verified`);
      ctx.client.loggedIn(outcome.account);
    });
  },
});

function isLoggedIn(ctx: UserAskContext): boolean {
  const { account } = ctx.user.identity;
  if (account !== undefined) ctx.notice(`You are logged in as ${account} already`);
  return account !== undefined;
}
