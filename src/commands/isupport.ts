import { type Reply, reply } from "../protocol/reply.ts";
import { defineCommand } from "./command.ts";
import type { AnswerBatch } from "./context.ts";

/** What the server supports, again or before registration: extended-isupport.md. */
export const isupport = defineCommand({
  name: "ISUPPORT",
  when: "any",
  args: [],
  help: "Shows what the server supports.",
  cost: 2,
  ask(ctx) {
    if (ctx.user) return ctx.replyAll([isupportAnswer(ctx.node.isupport)]);
    if (!ctx.client.capabilities.has("draft/extended-isupport")) return ctx.reply(reply("ERR_NOTREGISTERED"));
    ctx.replyAll([isupportAnswer(ctx.node.earlyIsupport)]);
  },
});

/** 005 lines as they belong together. */
export function isupportAnswer(replies: readonly Reply[]): AnswerBatch {
  return { type: "draft/isupport", needs: ["batch", "draft/extended-isupport"], replies };
}
