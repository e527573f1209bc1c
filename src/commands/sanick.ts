import { mayTakeNick } from "../world/access-nicks.ts";
import { named, user as userArg } from "./args.ts";
import { firstWords } from "./audited-command.ts";
import { defineCommand } from "./command.ts";
import { changeNick } from "./nick.ts";
import { overrule } from "./overrule.ts";

/** Gives somebody another nick. */
export const sanick = defineCommand({
  name: "SANICK",
  when: "operator",
  privilege: "sanick",
  audited: firstWords(2),
  args: [userArg, named("nickname")],
  help: "Gives somebody another nickname.",
  run(ctx, target, wanted) {
    // Nobody may overrule this: a nick is one, free, and its account's.
    const refusal = mayTakeNick(ctx.world, wanted, target);
    if (refusal) return ctx.reply(refusal);
    overrule(ctx, "SANICK", target.nick, wanted);
    changeNick(ctx.inNameOf(target), wanted);
  },
});
