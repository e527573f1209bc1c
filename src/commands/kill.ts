import { reply } from "../protocol/reply.ts";
import { cutToBytes, ownCopy } from "../protocol/text.ts";
import type { Identity } from "../world/identity.ts";
import { named, text } from "./args.ts";
import { reasonAfter } from "./audited-command.ts";
import { defineCommand } from "./command.ts";
import type { RunContext } from "./context.ts";
import { leaveNetwork } from "./quit.ts";
import { tellOperators } from "./tell-operators.ts";

/** Puts a user off the network. */
export const kill = defineCommand({
  name: "KILL",
  when: "operator",
  privilege: "kill",
  audited: reasonAfter(1),
  args: [named("nick"), text],
  help: "Puts a user off the network, with the reason everyone reads.",
  run(ctx, nick, said) {
    const { user, world } = ctx;
    if (world.names.fold(nick) === world.names.fold(ctx.server.nick)) {
      return ctx.reply(reply("ERR_CANTKILLSERVER"));
    }
    killUser(ctx, nick, said, user.identity);
  },
});

/** Puts a user off the network in somebody's name; operators are told who it was, if that is another. */
export function killUser(
  ctx: RunContext<unknown>,
  nick: string,
  said: string,
  by: Identity,
  teller = by.nick,
): void {
  const { world } = ctx;
  const victim = world.userByNick(nick);
  if (!victim) return ctx.reply(reply("ERR_NOSUCHNICK", { nick }));
  const reason = ownCopy(cutToBytes(said, world.settings.limits.kickLength)) || "No reason given";
  const { identity, id } = victim;
  ctx.commit({ type: "killed", user: id, nick: identity.nick, by, reason });
  leaveNetwork(ctx, victim, `Killed (${by.nick} (${reason}))`);
  tellOperators(ctx, "k", `${teller} killed ${identity.prefix} (${reason})`);
}
