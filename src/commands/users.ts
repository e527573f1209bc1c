import { reply } from "../protocol/reply.ts";
import { defineCommand } from "./command.ts";

/** RFC 2812 4.6: who is logged in on the machine; nobody tells that any more. */
export const users = defineCommand({
  name: "USERS",
  when: "registered",
  args: [],
  help: "Is disabled: the users of the machine are nobody's business.",
  ask: (ctx) => ctx.reply(reply("ERR_USERSDISABLED")),
});
