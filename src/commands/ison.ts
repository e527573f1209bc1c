import { reply } from "../protocol/reply.ts";
import type { User } from "../world/user.ts";
import { named, rest } from "./args.ts";
import { defineCommand } from "./command.ts";
import { wrapWords } from "./query-words.ts";

/** Tells which of some nicks are there. */
export const ison = defineCommand({
  name: "ISON",
  when: "registered",
  args: [named("nick"), rest("nick")],
  help: "Tells which of the nicks are on the network.",
  ask(ctx, first, others) {
    const nicks = [first, ...others].flatMap((words) => words.split(" "));
    const found = new Set<User>();
    for (const nick of nicks) {
      const user = ctx.world.userByNick(nick);
      if (user) found.add(user);
    }
    const lines = wrapWords([...found].map((user) => user.nick));
    // RFC 2812 4.9: there is an answer when nobody is there, too.
    for (const line of lines.length === 0 ? [""] : lines) ctx.reply(reply("RPL_ISON", { nicks: line }));
  },
});
