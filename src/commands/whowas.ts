import { type Reply, reply } from "../protocol/reply.ts";
import { maySeeAddress } from "../world/access-queries.ts";
import type { User } from "../world/user.ts";
import type { FormerUser } from "../world/whowas.ts";
import { named, optional } from "./args.ts";
import { clockText } from "./clock-text.ts";
import { defineCommand } from "./command.ts";
import { hostParam, isAskedHere } from "./query-words.ts";

/** Tells who used a nick before. */
export const whowas = defineCommand({
  name: "WHOWAS",
  when: "registered",
  args: [optional(named("nick")), optional(named("count")), optional(named("server"))],
  help: "Tells who used a nick before, the last one first.",
  cost: 3,
  ask(ctx, nick = "", count = "", server = undefined) {
    if (nick === "") return ctx.reply(reply("ERR_NONICKNAMEGIVEN"));
    if (!isAskedHere(ctx, server)) return;
    const { world } = ctx;
    const found = world.whowas.find(world.names.foldNick(nick), world.settings.limits.whowas);
    ctx.stream(entries(ctx.user, nick, found.slice(0, wanted(count))));
  },
});

/** Modern IRC, WHOWAS message: anything but a positive number asks for all. */
function wanted(count: string): number | undefined {
  return /^[0-9]{1,9}$/.test(count) && Number(count) > 0 ? Number(count) : undefined;
}

function* entries(viewer: User, nick: string, found: readonly FormerUser[]): Generator<Reply> {
  for (const former of found) yield* described(viewer, former);
  if (found.length === 0) yield reply("ERR_WASNOSUCHNICK", { nick });
  yield reply("RPL_ENDOFWHOWAS", { nick });
}

function* described(viewer: User, former: FormerUser): Generator<Reply> {
  const { identity, realname, realHost, address, node, at } = former;
  const { nick, user, host } = identity;
  yield reply("RPL_WHOWASUSER", { nick, user, host: hostParam(host), realname });
  // Nobody can prove to have been somebody: the real host is for operators.
  if (maySeeAddress(viewer, undefined)) {
    yield reply("RPL_WHOISACTUALLY", { nick, mask: `${user}@${realHost}`, address: hostParam(address) });
  }
  yield reply("RPL_WHOISSERVER", { nick, server: node, text: clockText(at) });
}
