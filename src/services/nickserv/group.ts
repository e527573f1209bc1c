import { named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { afterStored } from "../../commands/stored.ts";
import { replyWords } from "../../protocol/reply.ts";
import { mayOwnNick, ownsNick } from "../../world/access-nicks.ts";
import { ownAccount } from "../account-args.ts";

/** Has the nick the user goes by belong to their account. */
export const group: Command = defineCommand({
  name: "GROUP",
  when: "registered",
  args: [],
  help: "Makes the nick you have now one of your account's.",
  cost: 5,
  ask(ctx) {
    const { world, user, control } = ctx;
    const account = ownAccount(ctx);
    if (!account) return;
    const { nick } = user;
    const { perAccount } = world.settings.nicks;
    if (ownsNick(world, user, nick)) return ctx.notice(`${nick} belongs to your account already`);
    if (account.nicks.length >= perAccount) return ctx.notice(`An account has ${perAccount} nicks at most`);
    const refusal = mayOwnNick(world, nick, account.name);
    if (refusal) return ctx.notice(replyWords(refusal));
    const grouped = control.accounts.group(account.key, nick);
    const done = () => ctx.notice(`${nick} belongs to ${account.name} now`);
    afterStored(ctx, grouped, done, `${nick} is registered`);
  },
});

/** Lets go of a nick. */
export const ungroup: Command = defineCommand({
  name: "UNGROUP",
  when: "registered",
  args: [optional(named("nick"))],
  help: "Lets go of a nick of your account's, of the one you have now if you name none.",
  cost: 5,
  ask(ctx, nick = ctx.user.nick) {
    const { world, user, control } = ctx;
    const account = ownAccount(ctx);
    if (!account) return;
    if (!ownsNick(world, user, nick)) return ctx.notice(`${nick} does not belong to your account`);
    if (world.names.fold(nick) === account.key) {
      return ctx.notice(`${account.name} is the name of your account: it stays as long as the account does`);
    }
    afterStored(ctx, control.accounts.ungroup(account.key, nick), () =>
      ctx.notice(`${nick} is anybody's now`),
    );
  },
});
