import { named } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { RunContext } from "../../commands/context.ts";
import { renameToGuest } from "../../commands/guest-nick.ts";
import { changeNick } from "../../commands/nick.ts";
import { leaveNetwork } from "../../commands/quit.ts";
import { serviceSource } from "../../commands/service-source.ts";
import { reply } from "../../protocol/reply.ts";
import { ownCopy } from "../../protocol/text.ts";
import { mayChangeNick, mayLeaveAccountNick, ownsNick } from "../../world/access-nicks.ts";
import type { User } from "../../world/user.ts";

/** Puts whoever has a nick of the user's off the network. */
export const ghost: Command = defineCommand({
  name: "GHOST",
  when: "registered",
  args: [named("nick")],
  help: "Puts whoever has a nick of yours off the network: an old session of yours, or a stranger.",
  run(ctx, nick) {
    const holder = holderOf(ctx, nick);
    if (!holder) return;
    leaveNetwork(ctx, holder, `GHOST used by ${ctx.user.nick}`);
    ctx.notice(`${holder.nick} is off the network`);
  },
});

/** Takes a nick of the user's from whoever has it, for nobody. */
export const release: Command = defineCommand({
  name: "RELEASE",
  when: "registered",
  args: [named("nick")],
  help: "Gives whoever has a nick of yours another one.",
  run(ctx, nick) {
    const holder = holderOf(ctx, nick);
    if (!holder) return;
    putOff(ctx, holder);
    ctx.notice(`${nick} is free`);
  },
});

/** Gives the user a nick of theirs, whoever has it. */
export const regain: Command = defineCommand({
  name: "REGAIN",
  aliases: ["RECOVER"],
  when: "registered",
  args: [named("nick")],
  help: "Gives you a nick of yours, whoever has it.",
  run(ctx, nick) {
    const { user, world } = ctx;
    if (!world.names.isNick(nick)) return ctx.reply(reply("ERR_ERRONEUSNICKNAME", { nick }));
    if (!isOwn(ctx, nick)) return;
    const refusal = mayLeaveAccountNick(world, user, nick) ?? mayChangeNick(world, user);
    if (refusal) return ctx.reply(refusal);
    const holder = world.userByNick(nick);
    if (holder && holder !== user) putOff(ctx, holder);
    changeNick(ctx, ownCopy(nick));
    ctx.notice(`You are ${nick}`);
  },
});

function isOwn(ctx: RunContext, nick: string): boolean {
  const own = ownsNick(ctx.world, ctx.user, nick);
  if (!own) ctx.notice(`${nick} does not belong to the account you are logged in to`);
  return own;
}

/** Somebody else who has the nick, which has to be the user's; if there is none, that is said. */
function holderOf(ctx: RunContext, nick: string): User | undefined {
  if (!isOwn(ctx, nick)) return undefined;
  const holder = ctx.world.userByNick(nick);
  if (holder && holder !== ctx.user) return holder;
  ctx.notice(holder ? `${nick} is you` : `Nobody has ${nick}`);
  return undefined;
}

/** An old session of one's own goes, a stranger gets another nick. */
function putOff(ctx: RunContext, holder: User): void {
  const { user } = ctx;
  if (holder.identity.account === user.identity.account) {
    return leaveNetwork(ctx, holder, `REGAIN used by ${user.nick}`);
  }
  const source = serviceSource("NickServ");
  ctx.inNameOf(holder).noticeFrom(source, `${holder.nick} was taken back by its owner`);
  renameToGuest(ctx, holder);
}
