import type { ChannelKey } from "../protocol/names.ts";
import { reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { mayCreateChannel, mayJoin } from "../world/access.ts";
import { akickOnComer } from "../world/access-akicks.ts";
import type { Joined, ShownTo } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import { chanServIdentity } from "../world/identity.ts";
import type { World } from "../world/world.ts";
import { named, optional } from "./args.ts";
import { giveStatusOnJoin } from "./channel-roles.ts";
import { defineCommand, needMoreParams } from "./command.ts";
import type { RunContext } from "./context.ts";
import { keepOut } from "./keep-out.ts";
import { partChannel } from "./part.ts";

/** Joins channels, or leaves them all. */
export const join = defineCommand({
  name: "JOIN",
  when: "registered",
  args: [named("channel{,channel}"), optional(named("key{,key}"))],
  help: "Joins channels; JOIN 0 leaves them all.",
  cost: 2,
  throttle: "join",
  // Limits of this client alone are known to its own node.
  prepare: (ctx) => ctx.client.mostChannels,
  run(ctx, nameList, keyList = "") {
    // RFC 2812 3.2.1: "0" leaves every channel.
    if (nameList === "0") return leaveAll(ctx);
    const doors = pairUp(ctx.world, nameList.split(","), keyList.split(","));
    if (doors.length === 0) return ctx.reply(needMoreParams("JOIN"));
    const { commandTargets } = ctx.world.settings.limits;
    for (const [index, { name, key }] of doors.entries()) {
      if (index >= commandTargets) return ctx.reply(reply("ERR_TOOMANYTARGETS", { target: name }));
      if (isInTooMany(ctx, name)) ctx.reply(reply("ERR_TOOMANYCHANNELS", { channel: name }));
      else joinByName(ctx, name, key);
    }
  },
});

function leaveAll(ctx: RunContext<unknown>): void {
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

function isInTooMany({ world, user, prepared }: RunContext<number | undefined>, name: string): boolean {
  if (prepared === undefined || user.channels.size < prepared) return false;
  return !world.channelByName(name)?.member(user);
}

function joinByName(ctx: RunContext<unknown>, name: string, key: string | undefined): void {
  const { user, world } = ctx;
  const channel = world.channelByName(name);
  if (channel?.member(user)) return;
  const refusal = channel ? mayJoin(world, channel, user, key) : mayCreateChannel(world, name, user);
  if (!refusal) return enterUnlessKeptOut(ctx, name, channel);
  const forward = channel?.params.get("f");
  const other = forward === undefined ? undefined : world.channelByName(forward);
  // A forward is followed once: two channels that point at each other end the chain.
  if (channel && other && !other.member(user) && !mayJoin(world, other, user, undefined)) {
    ctx.reply(reply("ERR_LINKCHANNEL", { channel: channel.name, forward: other.name }));
    return enterUnlessKeptOut(ctx, other.name, other);
  }
  ctx.reply(refusal);
}

/** Who sees somebody join the channel. */
export function joinShownTo(channel: Channel | undefined): ShownTo {
  if (channel?.has("D")) return "self";
  return channel?.has("u") ? "operators" : "all";
}

/** Who is on the AKICK list comes in and is put out: the channel is shown who it was, and to them nothing. */
function enterUnlessKeptOut(ctx: RunContext<unknown>, name: string, channel: Channel | undefined): void {
  const { user, world } = ctx;
  const akick = channel && akickOnComer(world, channel, user);
  if (!akick) return enterChannel(ctx, name, channel);
  ctx.commit({ ...comingIn(ctx, name, channel), turnedAway: true });
  const member = channel.member(user);
  if (member) keepOut(ctx, channel, member, akick);
}

/** Puts the user into a channel, made if it is missing. */
export function enterChannel(ctx: RunContext<unknown>, name: string, channel: Channel | undefined): void {
  ctx.commit(comingIn(ctx, name, channel));
  const joined = ctx.world.channelByName(name);
  if (!joined?.member(ctx.user)) return;
  giveStatusOnJoin(ctx, joined, ctx.user);
  greet(ctx, joined);
}

function comingIn(
  { user, world, now }: RunContext<unknown>,
  name: string,
  channel: Channel | undefined,
): Joined {
  return {
    type: "joined",
    channel: channel?.key ?? world.names.foldChannel(ownCopy(name)),
    name: channel?.name ?? ownCopy(name),
    user: user.id,
    by: user.identity,
    realname: user.realname,
    status: channel ? "" : "o",
    shownTo: joinShownTo(channel),
    created: channel ? undefined : [...world.settings.defaultChannelModes].sort().join(""),
    at: now,
  };
}

/** Says what those to whom the channel belongs want everybody to read who comes. */
function greet(ctx: RunContext<unknown>, { name, registration }: Channel): void {
  const greeting = registration?.settings.greeting;
  if (greeting !== undefined) ctx.noticeFrom(chanServIdentity.prefix, `[${name}] ${greeting}`);
}
