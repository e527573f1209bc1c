import { type Reply, reply } from "../protocol/reply.ts";
import { defaultSnomask } from "../world/snomasks.ts";
import type { OperGrant } from "../world/user.ts";
import { named } from "./args.ts";
import { defineCommand } from "./command.ts";
import type { RunContext } from "./context.ts";
import type { OperVerdict } from "./node-control.ts";
import { tellOperators } from "./tell-operators.ts";

/** Makes the user an operator. */
export const oper = defineCommand({
  name: "OPER",
  when: "registered",
  args: [named("name"), named("password")],
  help: "Makes you an operator, if the server knows you as one.",
  cost: 5,
  // Who errs may have typed the password where the name goes.
  logged: () => ["*", "*"],
  async prepare(ctx, name, password): Promise<OperVerdict | Reply> {
    const { user, client } = ctx;
    const session = user.sessions.find(({ id }) => id === client.id);
    if (!session) return { refused: "ERR_NOOPERHOST", name: undefined };
    const verdict = await ctx.control.verifyOper(name, password, user.identity.user, session);
    // Answered at home: a stream of guesses fills neither the log nor the operators' screens.
    return verdict === "too-often" ? reply("RPL_TRYAGAIN", { command: "OPER" }) : verdict;
  },
  run(ctx) {
    const { prepared, user } = ctx;
    const { prefix } = user.identity;
    if ("grant" in prepared) {
      becomeOperator(ctx, prepared.grant);
      return tellOperators(ctx, "o", `${prefix} is now an operator (${prepared.grant.name})`);
    }
    const tried = prepared.name === undefined ? "an unknown name" : `the name ${prepared.name}`;
    tellOperators(ctx, "o", `Failed OPER attempt by ${prefix} with ${tried}`);
    ctx.reply(reply(prepared.refused));
  },
});

function becomeOperator(ctx: RunContext<unknown>, grant: OperGrant): void {
  const { user } = ctx;
  const snomask = user.snomask || defaultSnomask;
  const letters = ["o", "s"].filter((letter) => !user.modes.includes(letter));
  ctx.commit({ type: "opered", user: user.id, by: user.identity, grant });
  ctx.reply(reply("RPL_YOUREOPER"));
  ctx.commit({
    type: "user-modes-changed",
    user: user.id,
    by: user.identity,
    modes: letters.map((letter) => ({ sign: "+", letter })),
    snomask,
  });
  ctx.reply(reply("RPL_SNOMASK", { mask: `+${snomask}` }));
}
