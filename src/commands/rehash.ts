import { reply } from "../protocol/reply.ts";
import { defineCommand } from "./command.ts";
import { configure } from "./configure.ts";
import type { RehashOutcome } from "./node-control.ts";
import { reviewOffices } from "./office.ts";
import { tellOperators } from "./tell-operators.ts";

/** Reads the configuration, its texts and certificates again. */
export const rehash = defineCommand({
  name: "REHASH",
  when: "operator",
  privilege: "rehash",
  args: [],
  help: "Reads the configuration, its texts and certificates again, and opens and closes listeners.",
  cost: 5,
  async prepare(ctx): Promise<RehashOutcome> {
    ctx.reply(reply("RPL_REHASHING", { file: "configuration" }));
    return await ctx.control.rehash();
  },
  run(ctx) {
    const { prepared, user } = ctx;
    if ("problems" in prepared) {
      for (const problem of prepared.problems) ctx.notice(`*** Nothing was changed: ${problem}`);
      return tellOperators(ctx, "s", `${user.nick} tried to read the configuration again, in vain`);
    }
    configure(ctx, prepared.settings);
    reviewOffices(ctx, prepared.offices);
    for (const note of prepared.notes) ctx.notice(`*** ${note}`);
    tellOperators(ctx, "s", `${user.nick} read the configuration again`);
  },
});
