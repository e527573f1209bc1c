import { type Reply, reply } from "../protocol/reply.ts";
import { cutToBytes, ownCopy } from "../protocol/text.ts";
import { channelSeenBy, memberShownTo } from "../world/access.ts";
import { mayKick } from "../world/access-channels.ts";
import type { Channel, Member } from "../world/channel.ts";
import type { Identity } from "../world/identity.ts";
import { listOf, optional, text } from "./args.ts";
import { defineCommand, needMoreParams } from "./command.ts";
import type { RunContext } from "./context.ts";
import type { ModeContext } from "./mode-commit.ts";
import { reveal } from "./reveal.ts";

/** Puts members out of channels. */
export const kick = defineCommand({
  name: "KICK",
  when: "registered",
  args: [listOf("channel"), listOf("nick"), optional(text)],
  help: "Puts somebody out of a channel, with a reason if you like.",
  run(ctx, channels, nicks, reason) {
    const pairs = pairUp(channels, nicks);
    if (!pairs) return ctx.reply(needMoreParams("KICK"));
    const limit = ctx.world.settings.limits.commandTargets;
    for (const [index, [name, nick]] of pairs.entries()) {
      if (index >= limit) return ctx.reply(reply("ERR_TOOMANYTARGETS", { target: nick }));
      const refusal = kickByName(ctx, name, nick, reason);
      if (refusal) ctx.reply(refusal);
    }
  },
});

// RFC 2812 3.2.8: one channel and several users, or as many channels as users; one user of several channels besides.
function pairUp(
  channels: readonly string[],
  nicks: readonly string[],
): readonly (readonly [channel: string, nick: string])[] | undefined {
  const [channel] = channels;
  const [nick] = nicks;
  if (channel === undefined || nick === undefined) return undefined;
  if (channels.length === 1) return nicks.map((other) => [channel, other]);
  if (nicks.length === 1) return channels.map((other) => [other, nick]);
  if (channels.length !== nicks.length) return undefined;
  return channels.map((other, index) => [other, nicks[index] ?? nick]);
}

function kickByName(
  ctx: RunContext,
  name: string,
  nick: string,
  reason: string | undefined,
): Reply | undefined {
  const { user, world } = ctx;
  const channel = channelSeenBy(world, name, user);
  if (!channel) return reply("ERR_NOSUCHCHANNEL", { channel: name });
  if (!channel.member(user)) return reply("ERR_NOTONCHANNEL", { channel: channel.name });
  const other = world.userByNick(nick);
  if (!other) return reply("ERR_NOSUCHNICK", { nick });
  const refusal = mayKick(channel, user, other);
  const member = channel.member(other);
  if (refusal || !member) return refusal;
  kickMember(ctx, channel, member, user.identity, reason);
  return undefined;
}

/** Puts a member out of a channel, in the name of `by`. */
export function kickMember(
  ctx: ModeContext,
  channel: Channel,
  member: Member,
  by: Identity,
  reason: string | undefined,
): void {
  // Everybody is to see whom the operators put out, even one that +D had hidden.
  reveal(ctx, channel, member.user);
  const shown = reason === undefined || reason === "" ? by.nick : reason;
  ctx.commit({
    type: "kicked",
    channel: channel.key,
    name: channel.name,
    user: member.user.id,
    nick: member.user.nick,
    account: member.user.identity.account,
    by,
    reason: ownCopy(cutToBytes(shown, ctx.world.settings.limits.kickLength)),
    shownTo: memberShownTo(channel, member),
    at: ctx.now,
  });
}
