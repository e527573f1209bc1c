import { allowedTags } from "../caps/client-tags.ts";
import type { ActRequest, ServerAct } from "../log/log.ts";
import { parseModeString } from "../protocol/mode-string.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { authorNow } from "../world/access-sessions.ts";
import type { MessageTarget } from "../world/changes.ts";
import { channelModeKind, channelModes } from "../world/channel-modes.ts";
import { modeKindsIn } from "../world/extensions.ts";
import { userIdentity } from "../world/identity.ts";
import type { UserId } from "../world/ids.ts";
import type { RunContext } from "./context.ts";
import { kickMember } from "./kick.ts";
import { killUser } from "./kill.ts";
import { changeChannelModes } from "./mode-channel.ts";
import { sayLine, saySeveralLines } from "./privmsg.ts";
import { announceBan, announceBanEnd, putOffAll } from "./server-bans.ts";
import { tellOperators } from "./tell-operators.ts";
import { setTopic } from "./topic.ts";

type Act<Does extends ServerAct["does"]> = Extract<ServerAct, { readonly does: Does }>;

/**
 * The server itself acts, over the heads of all, for somebody who is no user. No user acts: only what is done in the
 * server's name may be called from here. What is refused is told by `reply`.
 */
export function runServerAct(ctx: RunContext<unknown>, { act, by }: ActRequest): void {
  switch (act.does) {
    case "kill":
      return killUser(ctx, act.nick, act.reason, ctx.server, by);
    case "topic":
      return changeTopic(ctx, act, by);
    case "modes":
      return changeModes(ctx, act, by);
    case "kick":
      return kickUser(ctx, act, by);
    case "release":
      return release(ctx, act);
    case "ban":
      announceBan(ctx, act.ban, by);
      return putOffAll(ctx, act.ban, undefined);
    case "unban":
      return announceBanEnd(ctx, act, by);
    case "say":
      return say(ctx, act);
    default:
      return act satisfies never;
  }
}

function changeTopic(ctx: RunContext<unknown>, { channel: name, text }: Act<"topic">, by: string): void {
  const channel = ctx.world.channelByName(name);
  if (!channel) return ctx.reply(noSuchChannel(name));
  tellOperators(ctx, "v", `${by} set the topic of ${channel.name}`);
  setTopic(ctx, channel, text, ctx.server);
}

function changeModes(ctx: RunContext<unknown>, { channel: name, modes }: Act<"modes">, by: string): void {
  const channel = ctx.world.channelByName(name);
  if (!channel) return ctx.reply(noSuchChannel(name));
  const refusal = refusalOf(ctx, channel.name, modes);
  if (refusal) return ctx.reply(refusal);
  // Without the parameters: one of them may be a key.
  tellOperators(ctx, "v", `${by} changed modes of ${channel.name}: ${modes[0] ?? ""}`);
  changeChannelModes(ctx, channel, modes, ctx.server);
}

function refusalOf(
  { world }: RunContext<unknown>,
  channel: string,
  modes: readonly string[],
): Reply | undefined {
  for (const { letter, param } of parseModeString(modes, modeKindsIn(world.settings))) {
    if (channelModes.get(letter)?.setBy === "server") return reply("ERR_ONLYSERVERSCANCHANGE", { channel });
    // Without a mask it would ask for the list, and there is nobody to read it.
    if (channelModeKind(letter) === "list" && param === undefined)
      return reply("ERR_NEEDMOREPARAMS", { command: "MODE" });
  }
  return undefined;
}

function kickUser(ctx: RunContext<unknown>, { channel: name, nick, reason }: Act<"kick">, by: string): void {
  const { world } = ctx;
  const channel = world.channelByName(name);
  if (!channel) return ctx.reply(noSuchChannel(name));
  const user = world.userByNick(nick);
  if (!user) return ctx.reply(reply("ERR_NOSUCHNICK", { nick }));
  const member = channel.member(user);
  if (!member) return ctx.reply(reply("ERR_USERNOTINCHANNEL", { nick: user.nick, channel: channel.name }));
  tellOperators(ctx, "v", `${by} put ${user.nick} out of ${channel.name}`);
  kickMember(ctx, channel, member, ctx.server, reason);
}

/** In the user's name: what keeps them from saying it now is theirs to read. */
function release(
  ctx: RunContext<unknown>,
  { user: id, account, tags, lines, ...said }: Act<"release">,
): void {
  const user = authorNow(ctx.world, id, account);
  if (!user) return ctx.reply(reply("ERR_NOSUCHNICK", { nick: id }));
  const allowed = tags === undefined ? undefined : allowedTags(tags, ctx.world.settings.clientTagDeny);
  const own = { ...ctx.inNameOf(user), tags: allowed, lines };
  if (lines) saySeveralLines(own, said.verb, said.targets);
  else sayLine(own, said.verb, said.targets.split(","), said.text);
}

function say(ctx: RunContext<unknown>, { verb, target, text, as }: Act<"say">): void {
  const to = targetOf(ctx, target);
  if (!to) return ctx.reply(reply("ERR_NOSUCHNICK", { nick: target }));
  const { now: at } = ctx;
  const by = as === undefined ? ctx.server : userIdentity(as, as, "services");
  const id = ctx.nextMessageId();
  // Nobody's id: a server is no user, and what it has said is nobody's to take back.
  const from = `server ${by.nick}` as UserId;
  ctx.commit({ type: "message-sent", verb, from, by, target: to, text, id, at });
}

function targetOf({ world }: RunContext<unknown>, target: string): MessageTarget | undefined {
  const channel = world.channelByName(target);
  if (channel) return { to: "channel", channel: channel.key, name: channel.name, status: undefined };
  const user = world.userByNick(target);
  return user && { to: "user", user: user.id, name: user.nick };
}

function noSuchChannel(channel: string): Reply {
  return reply("ERR_NOSUCHCHANNEL", { channel });
}
