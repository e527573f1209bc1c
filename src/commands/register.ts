import type { RegistrationOutcome, RegistrationWish } from "../accounts/registrar.ts";
import { reply, replyWords } from "../protocol/reply.ts";
import { banOnComer } from "../world/access-bans.ts";
import { named } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { AskContext } from "./context.ts";

/** Registers an account, named after one's nick unless another name is allowed: account-registration.md. */
export const register = defineCommand({
  name: "REGISTER",
  when: "any",
  args: [named("account or *"), named("e-mail or *"), named("password")],
  help: "Registers an account.",
  cost: 4,
  ask(ctx, account, email, password) {
    if (!mayBegin(ctx, "REGISTER")) return;
    const wish = { account: given(account), email: given(email), password, ...placeOf(ctx) };
    ctx.after(registered(ctx, wish), (outcome) => {
      answer(ctx, "REGISTER", account === "*" ? (wish.nick ?? "*") : account, outcome);
    });
  },
});

/** Completes a registration with the code that was sent: account-registration.md. */
export const verify = defineCommand({
  name: "VERIFY",
  when: "any",
  args: [named("account"), named("code")],
  help: "Verifies an account with the code that was sent to its owner.",
  cost: 4,
  ask(ctx, account, code) {
    if (!mayBegin(ctx, "VERIFY")) return;
    ctx.after(ctx.control.registrar.verify(account, code, ctx.client.address), (outcome) =>
      answer(ctx, "VERIFY", account, outcome),
    );
  },
});

/** Who is not let in makes no account before that; of who is on the network it has been judged. */
async function registered(ctx: AskContext, wish: RegistrationWish): Promise<RegistrationOutcome> {
  const { client, control, world } = ctx;
  const ban = client.registration && banOnComer(world, await client.whenKnown(), ctx.now);
  if (!ban) return await control.register(wish, client);
  const reason = replyWords(reply("ERR_YOUREBANNEDCREEP", { reason: ban.reason }));
  return { type: "refused", code: "TEMPORARILY_UNAVAILABLE", reason };
}

/** Who asks, as far as registering goes. */
export function placeOf({ user, client }: AskContext): { nick: string | undefined; address: string } {
  return { nick: user?.nick ?? client.registration?.nick, address: client.address };
}

/** The account one is logged in to, on the network or not yet. */
export function ownAccount({ user, client }: AskContext): string | undefined {
  return user ? user.identity.account : client.registration?.account;
}

// `*` is no answer, and neither is nothing.
function given(param: string): string | undefined {
  return param === "*" || param === "" ? undefined : param;
}

function mayBegin(ctx: AskContext, command: "REGISTER" | "VERIFY"): boolean {
  const { control, client } = ctx;
  if (client.registration && !control.maySignUpEarly) {
    // Where only accounts come in, nobody could do that first.
    const reason = ctx.world.settings.accountRequired
      ? "Only accounts come in here, and whoever runs the server gives them"
      : "Come in first, then try again";
    ctx.reply(reply("FAIL_COMPLETE_CONNECTION", { command, reason }));
    return false;
  }
  const account = ownAccount(ctx);
  if (account === undefined) return true;
  ctx.reply(reply("FAIL_ALREADY_AUTHENTICATED", { command, account, reason: "You are logged in already" }));
  return false;
}

function answer(ctx: AskContext, command: string, account: string, outcome: RegistrationOutcome): void {
  switch (outcome.type) {
    case "refused": {
      const { code, reason } = outcome;
      const named = code === "NEED_NICK" ? "*" : account;
      return ctx.reply(reply(`FAIL_${code}`, { command, account: named, reason }));
    }
    case "waits":
      return ctx.say(command, "VERIFICATION_REQUIRED", outcome.account, sentTo(outcome.email));
    case "done":
      ctx.say(command, "SUCCESS", outcome.account, "Account successfully registered");
      return ctx.client.loggedIn(outcome.account);
    default:
      return outcome satisfies never;
  }
}

/** What is said when the code is on its way. */
export function sentTo(email: string): string {
  return `Account created, pending verification; verification code has been sent to ${email}`;
}
