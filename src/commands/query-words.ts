import { matchGlob } from "../protocol/masks.ts";
import { reply } from "../protocol/reply.ts";
import { joinedLines } from "../protocol/text.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { UserAskContext } from "./context.ts";

// RFC 1459 2.3: a line has 512 bytes; this leaves room for the source, the nick and what else is said.
const bytesPerLine = 380;

/** Words joined by spaces, or another separator, in as many lines as they need. */
export function wrapWords(words: Iterable<string>, separator = " "): readonly string[] {
  return joinedLines(words, bytesPerLine, separator);
}

/** A host or address as a parameter: Modern IRC, RPL_WHOISACTUALLY: `::1` is written `0::1`. */
export function hostParam(host: string): string {
  return host.startsWith(":") ? `0${host}` : host;
}

/** The server a user is on. */
export function serverOf(user: User): string {
  return user.firstSession?.node ?? "*";
}

/** The classes a user's sessions on this server are in, each once. */
export function classesOf({ node }: UserAskContext, user: User): readonly string[] {
  const names = user.sessions.flatMap(({ id }) => node.statistics.classOf(id) ?? []);
  return [...new Set(names)];
}

/** For how long a user has said nothing. */
export function idleSeconds({ activeAt }: User, now: number): number {
  return Math.max(0, Math.floor((now - activeAt) / 1000));
}

/** Everybody who is here now, one at a step of the answer; `undefined` for who has gone by then. */
export function* everybody(world: World): Generator<User | undefined> {
  for (const id of [...world.users.keys()]) yield world.user(id);
}

/** True if the question is for this server; otherwise 402 has been answered. */
export function isAskedHere(ctx: UserAskContext, target: string | undefined): boolean {
  if (target === undefined || isThisServer(ctx, target)) return true;
  ctx.reply(reply("ERR_NOSUCHSERVER", { server: target }));
  return false;
}

/** RFC 2812 3.4: a server is named, by a mask too, or by a user who is on it. */
function isThisServer({ node, world }: UserAskContext, target: string): boolean {
  if (matches(world, target, node.name)) return true;
  const named = world.userByNick(target);
  return named?.sessions.some((session) => session.node === node.name) === true;
}

/** True if the mask is about the text, in the case folding of the network. */
export function matches(world: World, mask: string, text: string): boolean {
  return matchGlob(world.names.fold(mask), world.names.fold(text));
}
