import { reply } from "../protocol/reply.ts";
import { cutToBytes } from "../protocol/text.ts";
import { named } from "./args.ts";
import { defineCommand } from "./command.ts";

/** The user name and real name of a client that registers. */
export const user = defineCommand({
  name: "USER",
  when: "unregistered",
  // Modern IRC, USER message: the second and third parameter mean nothing any more.
  args: [named("username"), named("0"), named("*"), named("realname")],
  help: "Gives the user name and real name, when connecting.",
  ask(ctx, username, _mode, _unused, realname) {
    const { registration } = ctx.client;
    const { limits } = ctx.world.settings;
    if (!registration) return;
    if (username === "" || realname === "")
      return ctx.reply(reply("ERR_NEEDMOREPARAMS", { command: "USER" }));
    const cut = cutToBytes(username, limits.userLength);
    if (!ctx.world.names.isUser(cut)) return ctx.reply(reply("ERR_INVALIDUSERNAME"));
    registration.username = cut;
    registration.realname = cutToBytes(realname, limits.realnameLength);
  },
});
