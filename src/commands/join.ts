import type { ChannelKey } from "../protocol/names.ts";
import { reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { mayCreateChannel, mayJoin } from "../world/access.ts";
import type { ShownTo } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import { chanServIdentity } from "../world/identity.ts";
import type { World } from "../world/world.ts";
import { named, optional } from "./args.ts";
import { giveStatusOnJoin } from "./channel-roles.ts";
import { defineCommand, needMoreParams } from "./command.ts";
import type { RunContext } from "./context.ts";
import { partChannel } from "./part.ts";

/** Joins channels, or leaves them all. */
export const join = defineCommand({
  name: "JOIN",
  when: "registered",
  args: [named("channel{,channel}"), optional(named("key{,key}"))],
  help: "Joins channels; JOIN 0 leaves them all.",
  cost: 2,
  throttle: "join",
  run(ctx, nameList, keyList = "") {
    // RFC 2812 3.2.1: "0" leaves every channel.
    if (nameList === "0") return leaveAll(ctx);
    const doors = pairUp(ctx.world, nameList.split(","), keyList.split(","));
    if (doors.length === 0) return ctx.reply(needMoreParams("JOIN"));
    const { commandTargets } = ctx.world.settings.limits;
    for (const [index, { name, key }] of doors.entries()) {
      if (index >= commandTargets) return ctx.reply(reply("ERR_TOOMANYTARGETS", { target: name }));
      joinByName(ctx, name, key);
    }
  },
});

function leaveAll(ctx: RunContext): void {
  for (const { channel } of [...ctx.user.channels.values()]) partChannel(ctx, channel, "Left all channels");
}

interface Door {
  readonly name: string;
  readonly key: string | undefined;
}

/** RFC 2812 3.2.1: keys pair with channels by position. A channel named again keeps its first key. */
function pairUp(world: World, names: readonly string[], keys: readonly string[]): readonly Door[] {
  const doors = new Map<ChannelKey, Door>();
  for (const [index, name] of names.entries()) {
    const folded = world.names.foldChannel(name);
    if (name !== "" && !doors.has(folded)) doors.set(folded, { name, key: keys[index] });
  }
  return [...doors.values()];
}

function joinByName(ctx: RunContext<unknown>, name: string, key: string | undefined): void {
  const { user, world } = ctx;
  const channel = world.channelByName(name);
  if (channel?.member(user)) return;
  const refusal = channel ? mayJoin(world, channel, user, key) : mayCreateChannel(world, name, user);
  if (!refusal) return enterChannel(ctx, name, channel);
  const forward = channel?.params.get("f");
  const other = forward === undefined ? undefined : world.channelByName(forward);
  // A forward is followed once: two channels that point at each other end the chain.
  if (channel && other && !other.member(user) && !mayJoin(world, other, user, undefined)) {
    ctx.reply(reply("ERR_LINKCHANNEL", { channel: channel.name, forward: other.name }));
    return enterChannel(ctx, other.name, other);
  }
  ctx.reply(refusal);
}

/** Who sees somebody join the channel. */
export function joinShownTo(channel: Channel | undefined): ShownTo {
  if (channel?.has("D")) return "self";
  return channel?.has("u") ? "operators" : "all";
}

/** Puts the user into a channel, made if it is missing. */
export function enterChannel(ctx: RunContext<unknown>, name: string, channel: Channel | undefined): void {
  const { user, world } = ctx;
  const status = channel ? "" : "o";
  ctx.commit({
    type: "joined",
    channel: channel?.key ?? world.names.foldChannel(ownCopy(name)),
    name: channel?.name ?? ownCopy(name),
    user: user.id,
    by: user.identity,
    realname: user.realname,
    status,
    shownTo: joinShownTo(channel),
    created: channel ? undefined : [...world.settings.defaultChannelModes].sort().join(""),
    at: ctx.now,
  });
  const joined = world.channelByName(name);
  if (!joined?.member(user)) return;
  giveStatusOnJoin(ctx, joined, user);
  greet(ctx, joined);
}

/** Says what those to whom the channel belongs want everybody to read who comes. */
function greet(ctx: RunContext<unknown>, { name, registration }: Channel): void {
  const greeting = registration?.settings.greeting;
  if (greeting !== undefined) ctx.noticeFrom(chanServIdentity.prefix, `[${name}] ${greeting}`);
}
