import { reply } from "../protocol/reply.ts";
import { cutToBytes, stripControls, stripFormatting } from "../protocol/text.ts";
import { named } from "./args.ts";
import { defineCommand, needMoreParams } from "./command.ts";

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
    const shown = stripControls(stripFormatting(realname));
    if (username === "" || shown === "") return ctx.reply(needMoreParams("USER"));
    const cut = cutToBytes(username, limits.userLength);
    if (!ctx.world.names.isUser(cut)) return ctx.reply(reply("ERR_INVALIDUSERNAME"));
    registration.username = cut;
    registration.realname = cutToBytes(shown, limits.realnameLength);
  },
});
