import { isRefusal, named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { overrule } from "../../commands/overrule.ts";
import { failureWords, stored } from "../../commands/stored.ts";
import { tellOperators } from "../../commands/tell-operators.ts";
import type { Reply } from "../../protocol/reply.ts";
import { isOwnAccount, mayInspectAccount } from "../../world/access-accounts.ts";
import type { Account } from "../../world/account.ts";
import { accountFor, refusal } from "../account-args.ts";
import { confirmationCode } from "../confirmation.ts";

/** What is left to say of an account that is gone. */
interface Erased {
  readonly name: string;
  readonly messages: number;
  readonly isOwn: boolean;
}

/** Removes an account with everything it has and has written. */
export const erase: Command = defineCommand({
  name: "ERASE",
  when: "registered",
  // By name: where it comes to `run` there is no such account any more.
  args: [named("account"), optional(named("code"))],
  help: "Removes your account with everything it has and has written, for good; says first with which code that is confirmed.",
  cost: 5,
  changes: ({ params }) => params.length > 1,
  ask(ctx, named) {
    const found = inspectable(ctx, named);
    if (isRefusal(found)) return ctx.reply(found);
    const { name } = found;
    ctx.notice(`All ${name} has, and everything it has written, is removed: nobody can bring it back`);
    ctx.notice(`To go on, say ERASE ${name} ${confirmationCode(found.key, found.createdAt)}`);
  },
  async prepare(ctx, named, code): Promise<Erased | Reply> {
    const found = inspectable(ctx, named);
    if (isRefusal(found)) return found;
    const { name, key } = found;
    if (code !== confirmationCode(found.key, found.createdAt))
      return refusal(name, `The code is wrong: ERASE ${name} tells it`);
    // Afterwards nobody is logged in to it.
    const isOwn = isOwnAccount(ctx.world, ctx.user, found);
    const outcome = await stored(ctx.control.accounts.erase(key));
    if ("failed" in outcome) return refusal(name, failureWords(outcome.failed));
    return { name, messages: outcome.value, isOwn };
  },
  run(ctx) {
    const { name, messages, isOwn } = ctx.prepared;
    if (isOwn) tellOperators(ctx, "v", `${ctx.user.nick} has erased the account ${name}, which was theirs`);
    else overrule(ctx, "ERASE", name);
    ctx.notice(`${name} is erased, with what was kept of ${messages} messages of it`);
  },
});

function inspectable(ctx: UserAskContext, name: string): Account | Reply {
  const found = accountFor(ctx.world, name);
  if (!found) return refusal(name, "There is no such account");
  return mayInspectAccount(ctx.world, ctx.user, found) ? found : refusal(name, "It is not yours");
}
