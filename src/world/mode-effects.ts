import type { ModeRequest } from "../protocol/mode-string.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { ownCopy } from "../protocol/text.ts";
import { channelSeenBy, hasStatus } from "./access.ts";
import type { AppliedMode } from "./changes.ts";
import type { Channel } from "./channel.ts";
import type { ChannelMode } from "./channel-modes.ts";
import { channelModeIn } from "./extensions.ts";
import type { ModeDraft } from "./mode-draft.ts";
import { excludedBy } from "./mode-lock.ts";
import { checkParam, storedMask } from "./mode-params.ts";
import type { User } from "./user.ts";
import type { World } from "./world.ts";

/** What a request comes to: modes that take effect, none if all is so already, or why it cannot be. */
export type ModeEffect = readonly AppliedMode[] | Reply;

const unchanged: readonly AppliedMode[] = [];

/** What a request for any mode but a status does to the draft. That `user` may ask for it is known. */
export function modeEffect(
  world: World,
  draft: ModeDraft,
  user: User | undefined,
  request: ModeRequest,
): ModeEffect {
  const mode = channelModeIn(world.settings, request.letter);
  if (!mode) return reply("ERR_UNKNOWNMODE", { mode: request.letter });
  const { channel } = draft;
  switch (mode.kind) {
    case "flag":
      return flagEffect(draft, request);
    case "list":
      return listEffect(world, channel, mode, request);
    case "key":
    case "limit":
      return request.sign === "+" ? setEffect(world, channel, user, mode, request) : unset(channel, request);
    default:
      return mode.kind satisfies never;
  }
}

/** A mode that was asked for and takes effect. */
function applied(sign: "+" | "-", letter: string, param?: string): AppliedMode {
  return { sign, letter, param, user: undefined };
}

function flagEffect({ channel, real }: ModeDraft, { sign, letter }: ModeRequest): ModeEffect {
  if (channel.has(letter) === (sign === "+")) return unchanged;
  const other = excludedBy(letter);
  const drops = sign === "+" && other !== undefined && channel.has(other);
  if (sign === "+" && letter === "z" && !everyoneSecure(real)) {
    return reply("ERR_ALLMUSTSSL", { channel: channel.name });
  }
  return drops ? [applied("-", other), applied("+", letter)] : [applied(sign, letter)];
}

function everyoneSecure(channel: Channel): boolean {
  return [...channel.members.values()].every((member) => member.user.secure);
}

function listEffect(
  world: World,
  channel: Channel,
  mode: ChannelMode,
  { sign, letter, param = "" }: ModeRequest,
): ModeEffect {
  const existing = findEntry(world, channel, letter, storedMask(param) ?? param);
  if (sign === "-") return existing === undefined ? unchanged : [applied("-", letter, existing)];
  if (existing !== undefined) return unchanged;
  const checked = checkParam(mode.param ?? "mask", param, world.settings.limits);
  if ("problem" in checked) return badParam(channel, letter, param, checked.problem);
  if (channel.hasFullLists(world.settings.limits.listEntries)) {
    return reply("ERR_BANLISTFULL", { channel: channel.name, mode: letter });
  }
  return [applied("+", letter, ownCopy(checked.value))];
}

function findEntry(world: World, channel: Channel, letter: string, mask: string): string | undefined {
  const folded = world.names.fold(mask);
  return channel.lists.get(letter)?.find((entry) => world.names.fold(entry.mask) === folded)?.mask;
}

function setEffect(
  world: World,
  channel: Channel,
  user: User | undefined,
  mode: ChannelMode,
  { letter, param }: ModeRequest,
): ModeEffect {
  // Modern IRC, "Channel mode": set without its parameter, such a mode is ignored.
  if (param === undefined) return unchanged;
  const checked = checkParam(mode.param ?? "key", param, world.settings.limits);
  if ("problem" in checked) return badParam(channel, letter, param, checked.problem);
  const value = letter === "f" ? forwardTo(world, channel, user, checked.value) : checked.value;
  if (typeof value !== "string") return value;
  const present = channel.params.get(letter);
  if (present === value) return unchanged;
  // RFC 2812 3.2.3: a key is not replaced, it is removed first.
  if (letter === "k" && present !== undefined) return reply("ERR_KEYSET", { channel: channel.name });
  return [applied("+", letter, ownCopy(value))];
}

/** Where +f may lead: to another channel, by somebody who is an operator there. */
function forwardTo(world: World, from: Channel, user: User | undefined, name: string): string | Reply {
  const target = channelSeenBy(world, name, user);
  if (!target) return reply("ERR_NOSUCHCHANNEL", { channel: name });
  if (target.key === from.key) return badParam(from, "f", name, "A channel cannot forward to itself");
  if (user && !hasStatus(target, user, "o")) {
    return reply("ERR_CHANOPRIVSNEEDED", { channel: target.name });
  }
  return target.name;
}

function unset(channel: Channel, { letter }: ModeRequest): ModeEffect {
  if (!channel.params.has(letter)) return unchanged;
  // Modern IRC, type B: -k has a parameter, too; any will do, and the key is not repeated.
  return [letter === "k" ? applied("-", letter, "*") : applied("-", letter)];
}

/** Refuses a parameter with 696. */
function badParam(channel: Channel, mode: string, param: string, reason: string): Reply {
  return reply("ERR_INVALIDMODEPARAM", { target: channel.name, mode, param, reason });
}
