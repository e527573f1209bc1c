import { parseModeString } from "../protocol/mode-string.ts";
import { reply } from "../protocol/reply.ts";
import { channelModes } from "../world/channel-modes.ts";
import { modeKindsIn } from "../world/extensions.ts";
import { named, rest } from "./args.ts";
import { firstWords } from "./audited-command.ts";
import { defineCommand } from "./command.ts";
import { changeChannelModes } from "./mode-channel.ts";
import { anyChannel, overrule } from "./overrule.ts";

/** Changes the modes of a channel in the server's name. */
export const samode = defineCommand({
  name: "SAMODE",
  when: "operator",
  privilege: "samode",
  audited: firstWords(2),
  args: [anyChannel, named("modes"), rest("parameters")],
  help: "Changes the modes of a channel in the server's name.",
  run(ctx, channel, modes, params) {
    const wanted = [modes, ...params];
    // What these modes say is true only if the server itself has set them.
    if (parseModeString(wanted, modeKindsIn(ctx.world.settings)).some(({ letter }) => isServersOwn(letter))) {
      return ctx.reply(reply("ERR_ONLYSERVERSCANCHANGE", { channel: channel.name }));
    }
    // Without the parameters: one of them may be a key.
    overrule(ctx, "SAMODE", channel.name, modes);
    changeChannelModes(ctx, channel, wanted, ctx.server);
  },
});

function isServersOwn(letter: string): boolean {
  return channelModes.get(letter)?.setBy === "server";
}
