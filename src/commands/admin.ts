import { reply } from "../protocol/reply.ts";
import { named, optional } from "./args.ts";
import { defineCommand } from "./command.ts";
import { isAskedHere } from "./query-words.ts";

/** Who runs the server. */
export const admin = defineCommand({
  name: "ADMIN",
  when: "registered",
  args: [optional(named("server"))],
  help: "Tells who runs the server and how to reach them.",
  ask(ctx, server) {
    if (!isAskedHere(ctx, server)) return;
    const { name, admin: contact } = ctx.node;
    const { location, organisation, email } = contact;
    if ((location ?? organisation ?? email) === undefined) {
      return ctx.reply(reply("ERR_NOADMININFO", { server: name }));
    }
    ctx.reply(reply("RPL_ADMINME", { server: name }));
    ctx.reply(reply("RPL_ADMINLOC1", { text: location ?? "-" }));
    ctx.reply(reply("RPL_ADMINLOC2", { text: organisation ?? "-" }));
    ctx.reply(reply("RPL_ADMINEMAIL", { text: email ?? "-" }));
  },
});
