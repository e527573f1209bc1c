import { type ModeRequest, parseModeString } from "../protocol/mode-string.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { channelSeenBy } from "../world/access.ts";
import { mayChangeMode, maySeeList, mayTakeStatus } from "../world/access-modes.ts";
import { mayHold } from "../world/access-roles.ts";
import type { Channel, Member } from "../world/channel.ts";
import { channelModeKind } from "../world/channel-modes.ts";
import { modeKindsIn } from "../world/extensions.ts";
import type { Identity } from "../world/identity.ts";
import { ModeDraft } from "../world/mode-draft.ts";
import { type ModeEffect, modeEffect } from "../world/mode-effects.ts";
import { modesText } from "../world/modes-text.ts";
import { isStatus } from "../world/statuses.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { isRefusal } from "./args.ts";
import type { RunContext, UserAskContext } from "./context.ts";
import { commitModes } from "./mode-commit.ts";
import { listReplies } from "./mode-lists.ts";

/** In whose name modes change: a member's, by their rank, or that of a server or service, which nothing refuses. */
export type ModeAuthority = "member" | Identity;

/** True if the message only asks: nothing but list modes without a mask. */
export function asksChannelModes(params: readonly string[]): boolean {
  return params.length === 2 && /^[+-]*[beI][beI+-]*$/.test(params[1] ?? "");
}

/** Shows the modes of a channel, or its lists. */
export function showChannelModes(ctx: UserAskContext, channel: Channel, modes: readonly string[]): void {
  const { user, world } = ctx;
  if (modes.length === 0) {
    ctx.reply(reply("RPL_CHANNELMODEIS", { channel: channel.name, modes: shownModes(world, channel, user) }));
    const at = Math.floor(channel.createdAt / 1000);
    return ctx.reply(reply("RPL_CREATIONTIME", { channel: channel.name, at }));
  }
  const refusal = maySeeList(channel, user);
  if (refusal) return ctx.reply(refusal);
  const letters = new Set((modes[0] ?? "").replace(/[+-]/g, ""));
  ctx.stream(
    (function* () {
      for (const letter of letters) yield* listReplies(world, channel, user, letter);
    })(),
  );
}

/** The modes of a channel with their parameters; the key, and a channel they may not know of, only for those inside. */
function shownModes(world: World, channel: Channel, viewer: User): string {
  const inside = channel.member(viewer) !== undefined;
  return modesText(
    channel,
    (letter, value) =>
      inside || (letter === "f" ? channelSeenBy(world, value, viewer) !== undefined : letter !== "k"),
  );
}

/** Changes modes of a channel, and says in one line what took effect. */
export function changeChannelModes(
  ctx: RunContext<unknown>,
  channel: Channel,
  modes: readonly string[],
  authority: ModeAuthority = "member",
): void {
  if (authority === "member" && !channel.member(ctx.user)) {
    return ctx.reply(reply("ERR_NOTONCHANNEL", { channel: channel.name }));
  }
  const by = authority === "member" ? ctx.user.identity : authority;
  const draft = new ModeDraft(channel, by, ctx.now);
  const refusals = new Map<string, Reply>();
  const questions = new Set<string>();
  const { modesPerCommand } = ctx.world.settings.limits;
  for (const request of withinLimit(
    parseModeString(modes, modeKindsIn(ctx.world.settings)),
    modesPerCommand,
  )) {
    if (isQuestion(request)) questions.add(request.letter);
    else if (refusals.size < modesPerCommand) judge(ctx, draft, authority, request, refusals);
  }
  commitModes(ctx, channel, by, draft.applied);
  for (const refusal of refusals.values()) ctx.reply(refusal);
  for (const letter of questions) {
    for (const line of listReplies(ctx.world, channel, ctx.user, letter)) ctx.reply(line);
  }
}

/** A list mode without a mask asks for the list. */
function isQuestion({ letter, param }: ModeRequest): boolean {
  return channelModeKind(letter) === "list" && param === undefined;
}

// Modern IRC, MODES: at most so many modes with a parameter; what is beyond them is ignored.
function withinLimit(requests: readonly ModeRequest[], limit: number): readonly ModeRequest[] {
  let withParam = 0;
  return requests.filter(({ param }) => param === undefined || ++withParam <= limit);
}

/** Lets one request take effect on the draft, or keeps why not; the same answer is given once. */
function judge(
  ctx: RunContext<unknown>,
  draft: ModeDraft,
  authority: ModeAuthority,
  request: ModeRequest,
  refusals: Map<string, Reply>,
): void {
  const effect = effectOf(ctx, draft, authority, request);
  if (isRefusal(effect)) refusals.set(JSON.stringify(effect), effect);
  else draft.apply(effect);
}

function effectOf(
  ctx: RunContext<unknown>,
  draft: ModeDraft,
  authority: ModeAuthority,
  request: ModeRequest,
): ModeEffect {
  const kind = modeKindsIn(ctx.world.settings)(request.letter);
  if (!kind) return reply("ERR_UNKNOWNMODE", { mode: request.letter });
  const actor = authority === "member" ? ctx.user : undefined;
  const member = actor && draft.member(actor);
  const ownStatus = kind === "prefix" && request.sign === "-" && isAbout(ctx, request, actor);
  const refusal = member && !ownStatus ? mayChangeMode(member, request) : undefined;
  if (refusal) return refusal;
  if (kind === "prefix") return statusEffect(ctx, draft, actor, request);
  return modeEffect(ctx.world, draft, actor, request);
}

function isAbout(ctx: RunContext<unknown>, { param }: ModeRequest, user: User | undefined): boolean {
  return param !== undefined && ctx.world.userByNick(param) === user;
}

function statusEffect(
  ctx: RunContext<unknown>,
  draft: ModeDraft,
  actor: User | undefined,
  { sign, letter, param }: ModeRequest,
): ModeEffect {
  const { channel } = draft;
  // Modern IRC, "PREFIX parameter": as with the modes of type B, nothing is done without a parameter.
  if (param === undefined) return [];
  const other = ctx.world.userByNick(param);
  if (!other) return reply("ERR_NOSUCHNICK", { nick: param });
  const target = draft.member(other);
  if (!target) return reply("ERR_USERNOTINCHANNEL", { nick: other.nick, channel: channel.name });
  const member = actor && draft.member(actor);
  const refusal = member && (sign === "-" ? mayTakeStatus(member, target) : mayBeGiven(ctx, target, letter));
  if (refusal) return refusal;
  if (target.status.includes(letter) === (sign === "+")) return [];
  return [{ sign, letter, param: other.nick, user: other.id }];
}

function mayBeGiven(
  { world }: RunContext<unknown>,
  { channel, user }: Member,
  letter: string,
): Reply | undefined {
  return isStatus(letter) && !mayHold(world, channel, user, letter)
    ? reply("ERR_CHANOPRIVSNEEDED", { channel: channel.name })
    : undefined;
}
