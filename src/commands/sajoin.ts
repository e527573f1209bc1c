import { reply } from "../protocol/reply.ts";
import { listOf, user as userArg } from "./args.ts";
import { firstWords } from "./audited-command.ts";
import { defineCommand } from "./command.ts";
import { enterChannel } from "./join.ts";
import { overrule } from "./overrule.ts";

/** Has somebody join channels, whatever keeps them out. */
export const sajoin = defineCommand({
  name: "SAJOIN",
  when: "operator",
  privilege: "sajoin",
  audited: firstWords(2),
  args: [userArg, listOf("channel")],
  help: "Has somebody join channels, whatever keeps them out.",
  run(ctx, target, names) {
    const { world } = ctx;
    const asTarget = ctx.inNameOf(target);
    const { commandTargets } = world.settings.limits;
    for (const [index, name] of names.entries()) {
      if (index >= commandTargets) return ctx.reply(reply("ERR_TOOMANYTARGETS", { target: name }));
      const channel = world.channelByName(name);
      if (channel?.member(target)) continue;
      if (channel || world.names.isChannel(name)) {
        overrule(ctx, "SAJOIN", target.nick, channel?.name ?? name);
        enterChannel(asTarget, name, channel);
      } else ctx.reply(reply("ERR_NOSUCHCHANNEL", { channel: name }));
    }
  },
});
