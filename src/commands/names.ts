import type { ClientCapability } from "../caps/capabilities.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { byteLength } from "../protocol/text.ts";
import { channelSeenBy, maySeeMember } from "../world/access.ts";
import type { Channel, Member } from "../world/channel.ts";
import { shownPrefixes } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import { listOf, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { UserAskContext } from "./context.ts";

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
    const { commandTargets } = ctx.world.settings.limits;
    ctx.stream(repliesByName(ctx, wanted.slice(0, commandTargets)));
  },
});

/** One channel after the other; each is shown as it is at one moment. */
function* repliesByName(
  { client, user, world }: UserAskContext,
  wanted: readonly string[],
): Generator<Reply> {
  const names = new Map(wanted.map((name) => [world.names.foldChannel(name), name]));
  for (const name of names.values()) {
    const channel = channelSeenBy(world, name, user);
    if (channel) yield* nameReplies(channel, user, client.capabilities);
    else yield reply("RPL_ENDOFNAMES", { channel: name });
  }
}

// RFC 1459 2.3: 510 bytes without the line end, of which a server's name (63) and the fixed parts are these.
const bytesForNames = 510 - 63 - 11;

/** The members of a channel as this viewer may see them, as 353 lines and the closing 366. */
export function nameReplies(
  channel: Channel,
  viewer: User,
  capabilities: ReadonlySet<ClientCapability>,
): readonly Reply[] {
  const replies: Reply[] = [];
  const allPrefixes = capabilities.has("multi-prefix");
  const hosts = capabilities.has("userhost-in-names");
  const symbol = channel.has("s") ? "@" : channel.has("p") ? "*" : "=";
  const inside = channel.member(viewer) !== undefined;
  const room = bytesForNames - byteLength(channel.name) - byteLength(viewer.nick);
  let line = "";
  let used = 0;
  for (const member of channel.members.values()) {
    // RFC 2812 3.2.5: who is invisible is shown to those inside only.
    if (!inside && member.user.modes.includes("i")) continue;
    if (!maySeeMember(channel, viewer, member.user)) continue;
    const name = shownName(member, allPrefixes, hosts);
    const size = byteLength(name) + 1;
    if (used + size > room && line !== "") {
      replies.push(reply("RPL_NAMREPLY", { symbol, channel: channel.name, names: line }));
      line = "";
      used = 0;
    }
    line += line === "" ? name : ` ${name}`;
    used += size;
  }
  if (line !== "") replies.push(reply("RPL_NAMREPLY", { symbol, channel: channel.name, names: line }));
  replies.push(reply("RPL_ENDOFNAMES", { channel: channel.name }));
  return replies;
}

function shownName(member: Member, allPrefixes: boolean, hosts: boolean): string {
  const { identity } = member.user;
  return shownPrefixes(member.status, allPrefixes) + (hosts ? identity.prefix : identity.nick);
}
