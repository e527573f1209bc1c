import { type Reply, reply, replyWords } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { audit } from "./audit.ts";
import { defineCommand, needMoreParams } from "./command.ts";
import type { PrepareContext } from "./context.ts";
import type { OperVerdict } from "./node-control.ts";
import { takeOffice } from "./office.ts";
import { tellOperators } from "./tell-operators.ts";

/** Makes the user an operator. */
export const oper = defineCommand({
  name: "OPER",
  when: "registered",
  args: [named("name"), optional(named("password"))],
  help: "Makes you an operator, if the server knows you as one: by a password, your certificate or your account.",
  cost: 5,
  // Who errs may have typed the password where the name goes.
  logged: () => ["*", "*"],
  prepare(ctx, name, password): Promise<OperVerdict | Reply> | Reply {
    if (password === undefined && !ctx.control.opersWithoutPassword(name)) return needMoreParams("OPER");
    return verdictOn(ctx, { name, password });
  },
  run(ctx) {
    const { prepared, user } = ctx;
    if ("grant" in prepared) {
      takeOffice(ctx, prepared.grant);
      return audit(ctx, { command: "OPER", target: prepared.grant.name, outcome: "done" });
    }
    const { refused, name } = prepared;
    const tried = name === undefined ? "an unknown name" : `the name ${name}`;
    tellOperators(ctx, "o", `Failed OPER attempt by ${user.identity.prefix} with ${tried}`);
    const refusal = reply(refused);
    audit(ctx, { command: "OPER", target: name, outcome: replyWords(refusal) });
    ctx.reply(refusal);
  },
});

async function verdictOn(
  { user, client, control }: PrepareContext,
  claim: { readonly name: string; readonly password: string | undefined },
): Promise<OperVerdict | Reply> {
  const session = user.sessions.find(({ id }) => id === client.id);
  if (!session) return { refused: "ERR_NOOPERHOST", name: undefined };
  const verdict = await control.verifyOper(claim, user, session);
  // Answered at home: a stream of guesses fills neither the log nor the operators' screens.
  return verdict === "too-often" ? reply("RPL_TRYAGAIN", { command: "OPER" }) : verdict;
}
