import { reply } from "../protocol/reply.ts";
import { hasStatus, invitationTo } from "../world/access.ts";
import { mayInvite } from "../world/access-channels.ts";
import { isSilenced } from "../world/access-users.ts";
import { channel, named, optional } from "./args.ts";
import { defineCommand, needMoreParams } from "./command.ts";
import type { UserAskContext } from "./context.ts";

/** Invites a user to a channel, or lists the channels one is invited to. */
export const invite = defineCommand({
  name: "INVITE",
  when: "registered",
  args: [optional(named("nick")), optional(channel)],
  throttle: "invite",
  help: "Invites somebody to a channel; alone, lists the channels you are invited to.",
  changes: (message) => message.params.length > 1,
  ask(ctx, nick) {
    if (nick !== undefined) return ctx.reply(needMoreParams("INVITE"));
    listInvitations(ctx);
  },
  run(ctx, nick = "", channel) {
    const { user, world } = ctx;
    if (!channel) return;
    const other = world.userByNick(nick);
    if (!other) return ctx.reply(reply("ERR_NOSUCHNICK", { nick }));
    const refusal = mayInvite(channel, user, other);
    if (refusal) return ctx.reply(refusal);
    // Who is silenced is not to learn of it.
    if (!isSilenced(world, other, user)) {
      ctx.commit({
        type: "invited",
        channel: channel.key,
        name: channel.name,
        by: user.identity,
        user: other.id,
        nick: other.nick,
        admits: hasStatus(channel, user, "h"),
        at: ctx.now,
      });
    }
    ctx.reply(reply("RPL_INVITING", { nick: other.nick, channel: channel.name }));
    if (other.away !== undefined) ctx.reply(reply("RPL_AWAY", { nick: other.nick, message: other.away }));
  },
});

function listInvitations(ctx: UserAskContext): void {
  const { now, user, world } = ctx;
  for (const key of user.invitations?.keys() ?? []) {
    const channel = world.channels.get(key);
    const good = channel && invitationTo(world, channel, user, now) !== undefined;
    if (good) ctx.reply(reply("RPL_INVITELIST", { channel: channel.name }));
  }
  ctx.reply(reply("RPL_ENDOFINVITELIST"));
}
