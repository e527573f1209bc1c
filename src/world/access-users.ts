import { matchGlob } from "../protocol/masks.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { hasCtcp } from "../protocol/text.ts";
import { shareChannel } from "./access.ts";
import { muteOn } from "./access-bans.ts";
import { mayWriteToStrangers } from "./access-defcon.ts";
import { isShownOperator } from "./access-queries.ts";
import { hasQuery } from "./belongings.ts";
import type { Letters } from "./letters.ts";
import type { User } from "./user.ts";
import { userModes } from "./user-modes.ts";
import type { World } from "./world.ts";

// What a user may do to another, or to themselves.

/** What becomes of a message to a user: heard, dropped unseen, or held back by +g. */
export type PrivateVerdict = "heard" | "silenced" | "held" | Reply;

/** May the user say this to another? */
export function mayMessageUser(world: World, from: User, to: User, text: string): PrivateVerdict {
  if (from === to) return "heard";
  // First of all: what else the other one has set is not for who is silenced to learn.
  if (isSilenced(world, to, from)) return "silenced";
  const mute = muteOn(world, from);
  if (mute) return reply("ERR_CANNOTSENDTOUSER", { nick: to.nick, reason: `muted: ${mute.reason}` });
  const guarded = mayWriteToStrangers(world, from, to.nick);
  if (guarded && !isMet(from, to)) return guarded;
  if (to.modes.includes("R") && from.identity.account === undefined) {
    return reply("ERR_NONONREG", { nick: to.nick });
  }
  if (to.modes.includes("Z") && !from.secure) {
    return reply("ERR_CANTSENDTOUSER", { nick: to.nick, reason: "+Z" });
  }
  if (to.modes.includes("T") && hasCtcp(text)) {
    return reply("ERR_CANNOTSENDTOUSER", { nick: to.nick, reason: "+T" });
  }
  return to.modes.includes("g") && !to.accepted?.has(from.id) ? "held" : "heard";
}

/** True if the other one wants to hear of the user, or meets them anyway. */
function isMet(user: User, other: User): boolean {
  return other.accepted?.has(user.id) === true || isShownOperator(user, other) || shareChannel(user, other);
}

/** True if the owner's SILENCE list covers the user. */
export function isSilenced(world: World, owner: User, user: User): boolean {
  if (owner.silenced.length === 0) return false;
  // By the shown host only: the list of a stranger must not find out what a cloak hides.
  const prefix = world.names.fold(user.identity.prefix);
  return owner.silenced.some(({ mask }) => matchGlob(world.names.fold(mask), prefix));
}

const callerNoticeMs = 60_000;

/** True if a user with +g may be told again that somebody wants to speak: at most once a minute. */
export function mayAnnounceCaller(to: User, now: number): boolean {
  return now - to.callerNoticeAt >= callerNoticeMs;
}

/** May the user put another on their ACCEPT list? */
export function mayAccept(world: World, user: User, other: User): Reply | undefined {
  if (user.accepted?.has(other.id)) return reply("ERR_ACCEPTEXIST", { nick: other.nick });
  const full = (user.accepted?.size ?? 0) >= world.settings.limits.accept;
  return full ? reply("ERR_ACCEPTFULL") : undefined;
}

/** May the user put one more mask on their SILENCE list? */
export function maySilence(world: World, user: User, mask: string): Reply | undefined {
  const full = user.silenced.length >= world.settings.limits.silence;
  return full ? reply("ERR_SILELISTFULL", { mask }) : undefined;
}

/** May the user open a conversation with whoever has that nick, or will? It is their own business, as on their clients. */
export function mayOpenQuery(world: World, user: User, name: string): Reply | undefined {
  const refusal = mayHandleQuery(world, "OPEN", name);
  if (refusal) return refusal;
  const isOpen = hasQuery(world, user, world.names.foldNick(name));
  return isOpen ? reply("FAIL_QUERY_ALREADY_OPENED", { nick: name }) : undefined;
}

/** May the user close one? */
export function mayCloseQuery(world: World, user: User, name: string): Reply | undefined {
  const refusal = mayHandleQuery(world, "CLOSE", name);
  if (refusal) return refusal;
  const isOpen = hasQuery(world, user, world.names.foldNick(name));
  return isOpen ? undefined : reply("FAIL_QUERY_ALREADY_CLOSED", { nick: name });
}

function mayHandleQuery({ names, settings }: World, subcommand: string, name: string): Reply | undefined {
  if (!names.isNick(name)) return reply("FAIL_QUERY_INVALID_PARAM", { subcommand, given: name });
  // REHASH has taken them from the network.
  const isOff = settings.limits.userQueries === 0;
  return isOff ? reply("FAIL_QUERY_INTERNAL_ERROR", { subcommand, nick: name }) : undefined;
}

/** May the user see or change the modes of whom the nick names? Modern IRC, "User mode": only their own. */
export function mayHandleUserModes(world: World, user: User, nick: string): Reply | undefined {
  const other = world.userByNick(nick);
  if (other === user) return undefined;
  return other ? reply("ERR_USERSDONTMATCH") : reply("ERR_NOSUCHNICK", { nick });
}

/** May a user with these modes set or remove one? What the server alone decides is ignored. */
export function mayChangeUserMode(
  modes: Letters,
  letter: string,
  sign: "+" | "-",
): "allowed" | "ignored" | Reply {
  switch (userModes.get(letter)?.setBy) {
    case undefined:
      return reply("ERR_UMODEUNKNOWNFLAG");
    case "user":
      return "allowed";
    case "irc-operators":
      return sign === "-" || modes.includes("o") ? "allowed" : reply("ERR_NOPRIVILEGES");
    case "drop":
      // RFC 2812 3.1.5: an attempt to become an operator this way is ignored.
      return sign === "-" ? "allowed" : "ignored";
    case "server":
      return "ignored";
  }
}

// As often as a nick may change, or nearly: everybody around is told.
const realnameMs = 10_000;

/** May the user take another real name now? */
export function mayChangeRealname(world: World, user: User): Reply | undefined {
  const isSoon = user.realnameAt > 0 && world.at < user.realnameAt + realnameMs;
  return isSoon ? reply("FAIL_CANNOT_CHANGE_REALNAME") : undefined;
}
