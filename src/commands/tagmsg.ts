import { reply } from "../protocol/reply.ts";
import { listOf, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import { sayTags } from "./privmsg.ts";

/** Sends tags without a text, such as that one is typing: message-tags.md. */
export const tagmsg = defineCommand({
  name: "TAGMSG",
  when: "registered",
  args: [optional(listOf("target"))],
  relaysTags: true,
  help: "Sends tags without a text, for clients that understand them.",
  negotiated: { capability: "message-tags", refusal: reply("ERR_UNKNOWNCOMMAND", { command: "TAGMSG" }) },
  run: (ctx, targets = []) => sayTags(ctx, targets),
});
