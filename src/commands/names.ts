import { type Reply, reply } from "../protocol/reply.ts";
import { maySeeChannel, maySeeMember } from "../world/access.ts";
import type { Channel, Member } from "../world/channel.ts";
import { prefixesOf } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import { listOf, optional } from "./args.ts";
import { defineCommand } from "./command.ts";

/** Lists who is in channels. */
export const names = defineCommand({
  name: "NAMES",
  when: "registered",
  args: [optional(listOf("channel"))],
  help: "Lists who is in a channel.",
  cost: 2,
  ask(ctx, wanted = []) {
    // Modern IRC, NAMES message: without a parameter servers of today answer with the end alone.
    if (wanted.length === 0) return ctx.reply(reply("RPL_ENDOFNAMES", { channel: "*" }));
    for (const name of wanted) {
      const channel = ctx.world.channelByName(name);
      const seen = channel && maySeeChannel(channel, ctx.user);
      if (!seen) ctx.reply(reply("RPL_ENDOFNAMES", { channel: name }));
      else for (const line of nameReplies(channel, ctx.user, ctx.client.capabilities)) ctx.reply(line);
    }
  },
});

// RFC 2812 3.2.5: a line is 512 bytes; what stands before the names takes at most this much.
const namesPerLine = 350;

/** The members of a channel as this viewer may see them, as 353 lines and the closing 366. */
export function nameReplies(
  channel: Channel,
  viewer: User,
  capabilities: ReadonlySet<string>,
): readonly Reply[] {
  const replies: Reply[] = [];
  const allPrefixes = capabilities.has("multi-prefix");
  const hosts = capabilities.has("userhost-in-names");
  const symbol = channel.has("s") ? "@" : channel.has("p") ? "*" : "=";
  const inside = channel.member(viewer) !== undefined;
  let line = "";
  for (const member of channel.members.values()) {
    // RFC 2812 3.2.5: who is invisible is shown to those inside only.
    if (!inside && member.user.modes.includes("i")) continue;
    if (!maySeeMember(channel, viewer, member.user)) continue;
    const name = shownName(member, allPrefixes, hosts);
    if (line.length + name.length > namesPerLine) {
      replies.push(reply("RPL_NAMREPLY", { symbol, channel: channel.name, names: line }));
      line = "";
    }
    line += line === "" ? name : ` ${name}`;
  }
  if (line !== "") replies.push(reply("RPL_NAMREPLY", { symbol, channel: channel.name, names: line }));
  replies.push(reply("RPL_ENDOFNAMES", { channel: channel.name }));
  return replies;
}

function shownName(member: Member, allPrefixes: boolean, hosts: boolean): string {
  const prefixes = prefixesOf(allPrefixes ? member.status : member.status.charAt(0));
  const { identity } = member.user;
  return prefixes + (hosts ? identity.prefix : identity.nick);
}
