import { reply } from "../protocol/reply.ts";
import { defineCommand } from "./command.ts";

/** RFC 2812 4.5: calls somebody who is logged in on the machine; disabled, as everywhere. */
export const summon = defineCommand({
  name: "SUMMON",
  when: "registered",
  args: [],
  help: "Is disabled: nobody is called from the machine.",
  ask: (ctx) => ctx.reply(reply("ERR_SUMMONDISABLED")),
});
