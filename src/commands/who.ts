import { matchGlob } from "../protocol/masks.ts";
import { type Reply, reply } from "../protocol/reply.ts";
import { mayFindUser, maySeeAddress, maySeeMembership } from "../world/access-queries.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { UserAskContext } from "./context.ts";
import { everybody, serverOf } from "./query-words.ts";
import { parseWhoForm, type WhoForm, whoRow } from "./who-rows.ts";

/** Lists users: of a channel, by nick, or by mask. */
export const who = defineCommand({
  name: "WHO",
  when: "registered",
  args: [optional(named("mask")), optional(named("o%fields,token"))],
  help: "Lists users: the members of a channel, one nick, or all that a mask matches; o asks for operators only, %fields for the columns (WHOX).",
  cost: 3,
  ask(ctx, mask = "*", options = "") {
    const form = parseWhoForm(options);
    const exact = ctx.world.userByNick(mask);
    if (!exact) {
      return ctx.stream(mask.startsWith("#") ? rowsOfChannel(ctx, mask, form) : rowsByMask(ctx, mask, form));
    }
    const row = whoRow(ctx, exact, undefined, form);
    if (row) ctx.reply(row);
    ctx.reply(endOfWho(mask));
  },
});

function endOfWho(mask: string): Reply {
  return reply("RPL_ENDOFWHO", { mask });
}

function* rowsOfChannel(ctx: UserAskContext, name: string, form: WhoForm): Generator<Reply | undefined> {
  const channel = ctx.world.channelByName(name);
  // The members of the start: a big channel is longer than what a client may be behind.
  for (const member of [...(channel?.members.values() ?? [])]) {
    const isThere = channel?.member(member.user) === member;
    yield isThere && maySeeMembership(ctx.user, member) ? whoRow(ctx, member.user, channel, form) : undefined;
  }
  yield endOfWho(name);
}

function* rowsByMask(ctx: UserAskContext, mask: string, form: WhoForm): Generator<Reply | undefined> {
  const { world } = ctx;
  const folded = world.names.fold(mask);
  const everyone = mask === "*" || mask === "0";
  for (const user of everybody(world)) {
    const found = user && mayFindUser(ctx.user, user) && (everyone || isMeant(world, ctx.user, folded, user));
    yield found ? whoRow(ctx, user, undefined, form) : undefined;
  }
  yield endOfWho(mask);
}

// RFC 2812 3.6.1: a mask is matched against host, server, real name and nick.
function isMeant({ names }: World, viewer: User, folded: string, user: User): boolean {
  if (matchGlob(folded, user.foldedNick)) return true;
  const { user: username, host, prefix } = user.identity;
  const known = [host, username, serverOf(user), user.realname];
  if (/[!@]/.test(folded)) known.push(prefix);
  if (maySeeAddress(viewer, user)) known.push(user.realHost, user.address);
  return known.some((text) => matchGlob(folded, names.fold(text)));
}
