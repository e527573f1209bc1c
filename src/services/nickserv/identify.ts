import type { LoginVerdict } from "../../accounts/logins.ts";
import { named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";

/** Logs in with a password: that of the account, or of a device. */
export const identify: Command = defineCommand({
  name: "IDENTIFY",
  aliases: ["ID", "LOGIN"],
  when: "registered",
  args: [named("account or password"), optional(named("password"))],
  help: "Logs in: to the account named, or to the one that your nick belongs to.",
  ask(ctx, first, second) {
    const { world } = ctx;
    const own = world.ownerOfNick(world.names.foldNick(ctx.user.nick))?.name ?? ctx.user.nick;
    const [account, password] = second === undefined ? [own, first] : [first, second];
    ctx.after(ctx.control.logIn({ type: "password", account, password }, ctx.client), (verdict) =>
      conclude(ctx, verdict),
    );
  },
});

/** Logs out. */
export const logout: Command = defineCommand({
  name: "LOGOUT",
  when: "registered",
  args: [],
  help: "Logs out of your account.",
  ask(ctx) {
    if (ctx.user.identity.account === undefined) return ctx.notice(notLoggedIn);
    ctx.client.loggedIn(undefined);
  },
});

/** What is said to who has to log in first. */
export const notLoggedIn = "Log in first: IDENTIFY [<account>] <password>";

/** Why nobody was logged in, in words. */
export const loginRefusals = {
  wrong: "The password is wrong, or there is no such account",
  locked: "This account is locked: it is suspended, or not verified yet",
  "too-often": "Too many attempts, try again later",
  unavailable: "Nobody can log in right now, try again later",
} as const;

function conclude(ctx: UserAskContext, verdict: LoginVerdict): void {
  if ("refused" in verdict) return ctx.notice(loginRefusals[verdict.refused]);
  ctx.notice(`You are now logged in as ${verdict.account}`);
  ctx.client.loggedIn(verdict.account);
}
