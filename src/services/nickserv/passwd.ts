import type { PasswordRefusal } from "../../accounts/account-passwords.ts";
import { named } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { loginRefusals, notLoggedIn } from "./identify.ts";

/** Changes the password of one's account. */
export const passwd: Command = defineCommand({
  name: "PASSWD",
  when: "registered",
  args: [named("old password"), named("new password")],
  help: "Changes the password of your account; devices keep theirs.",
  ask(ctx, old, wanted) {
    const { account } = ctx.user.identity;
    if (account === undefined) return ctx.notice(notLoggedIn);
    ctx.after(change(ctx, account, old, wanted), (refusal) => ctx.notice(refusal ?? changed));
  },
});

/** Sends the owner of an account a code by mail. */
export const sendpass: Command = defineCommand({
  name: "SENDPASS",
  when: "registered",
  args: [named("account")],
  help: "Sends the owner of an account a code by mail, to choose a new password or to verify the account.",
  ask(ctx, account) {
    const { accountPasswords } = ctx.control;
    if (!accountPasswords.sendsMail) return ctx.notice(noMail);
    const isSent = accountPasswords.send(account, ctx.client.address);
    ctx.notice(isSent ? `If ${account} has an e-mail address, a code is on its way there` : tooMany);
  },
});

/** Chooses a new password with the code that was sent. */
export const resetpass: Command = defineCommand({
  name: "RESETPASS",
  when: "registered",
  args: [named("account"), named("code"), named("new password")],
  help: "Chooses a new password with the code that SENDPASS has sent.",
  ask(ctx, account, code, password) {
    const reset = ctx.control.accountPasswords.reset(account, code, password, ctx.client.address);
    ctx.after(reset, (refusal) => ctx.notice(refusal ?? changed));
  },
});

const changed = "The password is changed";
const noMail = "This server sends no mail: ask its operators for a new password";
const tooMany = "Too many codes were asked for from your address, try again later";

async function change(
  ctx: UserAskContext,
  account: string,
  old: string,
  wanted: string,
): Promise<PasswordRefusal> {
  const verdict = await ctx.control.logIn({ type: "password", account, password: old }, ctx.client);
  if ("refused" in verdict) return loginRefusals[verdict.refused];
  // Who finds a device has not found its owner.
  if (verdict.device !== undefined) return "The password of a device does not change that of the account";
  return await ctx.control.accountPasswords.change(account, wanted);
}
