import { blocksTest, isBlock } from "../protocol/address-block.ts";
import { matchGlob, normalizeHostmask } from "../protocol/masks.ts";
import { reply } from "../protocol/reply.ts";
import { knownHosts } from "../world/known-hosts.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { AnswerStep, UserAskContext } from "./context.ts";
import { everybody } from "./query-words.ts";
import { toldLine } from "./told-lines.ts";

const mostShown = 100;

/** Whom a mask would hit. */
export const testmask = defineCommand({
  name: "TESTMASK",
  when: "operator",
  privilege: "see-hosts",
  args: [named("[nick!]user@host"), optional(named("real name"))],
  help: "Counts whom a mask is about, by their real hosts, addresses and shown hosts, and shows the first of them.",
  cost: 3,
  ask: (ctx, mask, realname) => ctx.stream(testSteps(ctx, mask, realname)),
});

function* testSteps(ctx: UserAskContext, given: string, realname = "*"): Generator<AnswerStep> {
  const mask = normalizeHostmask(given);
  const count = { local: 0, remote: 0 };
  for (const user of matching(ctx.world, mask, realname)) {
    if (user === undefined) {
      yield undefined;
      continue;
    }
    const isLocal = user.origins.some(({ node }) => node === ctx.node.name);
    count[isLocal ? "local" : "remote"] += 1;
    if (count.local + count.remote <= mostShown) yield toldLine(whereabouts(user));
  }
  yield reply("RPL_TESTMASK", { mask, ...count });
}

/** The users a mask is about, by any host or address they are known by; `undefined` for each it is not about. */
export function* matching(world: World, mask: string, realname = "*"): Generator<User | undefined> {
  const isMeant = maskTest(world, normalizeHostmask(mask));
  const name = world.names.fold(realname);
  for (const user of everybody(world)) {
    const isFound = user && isMeant(user) && matchGlob(name, world.names.fold(user.realname));
    yield isFound ? user : undefined;
  }
}

/** `alice!al@host 192.0.2.7`: as they are seen, and where they really come from. */
export function whereabouts(user: User): string {
  const places = new Set(
    user.origins.map(({ host, address }) => (host === address ? host : `${host} ${address}`)),
  );
  return `${user.identity.prefix} ${[...places].join(", ")}`;
}

function maskTest(world: World, mask: string): (user: User) => boolean {
  const { names } = world;
  const [nick = "*", username = "*", host = "*"] = mask.split(/[!@]/).map((part) => names.fold(part));
  const isInBlock = isBlock(host) ? blocksTest([host]) : undefined;
  return (user) =>
    matchGlob(nick, user.foldedNick) &&
    matchGlob(username, names.fold(user.identity.user)) &&
    (user.origins.some(({ address }) => isInBlock?.(address) === true) ||
      [...knownHosts(world, user)].some((known) => matchGlob(host, names.fold(known))));
}
