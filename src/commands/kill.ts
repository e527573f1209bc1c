import { reply } from "../protocol/reply.ts";
import { cutToBytes, ownCopy } from "../protocol/text.ts";
import { named, text } from "./args.ts";
import { reasonAfter } from "./audited-command.ts";
import { defineCommand } from "./command.ts";
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
    const victim = world.userByNick(nick);
    if (!victim) return ctx.reply(reply("ERR_NOSUCHNICK", { nick }));
    const reason = ownCopy(cutToBytes(said, world.settings.limits.kickLength)) || "No reason given";
    const { identity } = victim;
    ctx.commit({ type: "killed", user: victim.id, nick: identity.nick, by: user.identity, reason });
    leaveNetwork(ctx, victim, `Killed (${user.nick} (${reason}))`);
    tellOperators(ctx, "k", `${user.nick} killed ${identity.prefix} (${reason})`);
  },
});
