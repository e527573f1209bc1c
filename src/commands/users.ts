import { reply } from "../protocol/reply.ts";
import { defineCommand } from "./command.ts";

/** RFC 2812 4.6: who is logged in on the machine; nobody tells that any more. */
export const users = defineCommand({
  name: "USERS",
  when: "registered",
  args: [],
  help: "Lists who is in the channel you joined or spoke in last. Who is on a machine is nobody's business.",
  ask: (ctx) => ctx.reply(reply("ERR_USERSDISABLED")),
});
