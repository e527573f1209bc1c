import { type Reply, reply } from "../protocol/reply.ts";
import { channelSeenBy } from "../world/access.ts";
import type { Channel } from "../world/channel.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";

/** Where an argument is looked up. */
export interface ArgScope {
  readonly world: World;
  readonly user: User | undefined;
}

/** A parameter of a command: what it is called, and how its text becomes a value or a refusal. */
export interface Arg<T> {
  readonly name: string;
  readonly optional: boolean;
  /** Takes this parameter and all that follow. */
  readonly rest?: true;
  /** `raw` is `params[at]`. */
  resolve(raw: string, scope: ArgScope, params: readonly string[], at: number): T | Reply;
}

/** The values of a list of arguments. */
export type ArgValues<A extends readonly Arg<unknown>[]> = {
  -readonly [K in keyof A]: A[K] extends Arg<infer T> ? T : never;
};

/** The text as it came. */
export const text: Arg<string> = named("text");

/** An argument that is its text, under another name in HELP. */
export function named(name: string): Arg<string> {
  return { name, optional: false, resolve: (raw) => raw };
}

/** A list separated by commas, empty items dropped. */
export function listOf(name: string): Arg<readonly string[]> {
  return {
    name: `${name}{,${name}}`,
    optional: false,
    resolve: (raw) =>
      raw.includes(",") || raw === "" ? raw.split(",").filter((item) => item !== "") : [raw],
  };
}

/** A channel that exists for this user: a secret one they are not in is answered like a missing one, 403. */
export const channel: Arg<Channel> = {
  name: "channel",
  optional: false,
  resolve: (raw, { world, user }) =>
    channelSeenBy(world, raw, user) ?? reply("ERR_NOSUCHCHANNEL", { channel: raw }),
};

/** A user who is on the network; otherwise 401. */
export const user: Arg<User> = {
  name: "nick",
  optional: false,
  resolve: (raw, { world }) => world.userByNick(raw) ?? reply("ERR_NOSUCHNICK", { nick: raw }),
};

/** All parameters that are left. */
export function rest(name: string): Arg<readonly string[]> {
  const resolve = (_raw: string, _scope: ArgScope, params: readonly string[], at: number) => params.slice(at);
  return { name: `${name}…`, optional: true, rest: true, resolve };
}

/** An argument that may be left out. */
export function optional<T>(arg: Arg<T>): Arg<T | undefined> {
  return { ...arg, optional: true };
}

/** True if an argument was refused. */
export function isRefusal(value: unknown): value is Reply {
  return typeof value === "object" && value !== null && "numeric" in value;
}
