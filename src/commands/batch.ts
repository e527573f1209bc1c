import { reply } from "../protocol/reply.ts";
import { named, rest } from "./args.ts";
import { defineCommand } from "./command.ts";
import { saySeveralLines } from "./privmsg.ts";

/**
 * Opens and closes a batch of the client's: client-batch.md. The session keeps its lines; once it is closed, they
 * come back as one entry, whose parameters are what was done with each line, and the target.
 */
export const batch = defineCommand({
  name: "BATCH",
  when: "registered",
  args: [named("+reference or -reference"), rest("type and parameters")],
  relaysTags: true,
  help: "Opens (+) and closes (-) a batch, such as a message of several lines.",
  // What a client sends is never this entry: it is made where the batch is closed.
  changes: () => false,
  ask(ctx, sign, params) {
    const ref = sign.slice(1);
    const [type = "", ...others] = params;
    if (sign.startsWith("+")) return ctx.client.openBatch(ref, type, others);
    if (sign.startsWith("-")) return ctx.client.closeBatch(ref);
    ctx.reply(reply("FAIL_INVALID_REFTAG", { ref: sign, reason: "A batch begins with + and ends with -" }));
  },
  run: (ctx, verb, [target = ""]) => saySeveralLines(ctx, verb === "NOTICE" ? "NOTICE" : "PRIVMSG", target),
});
