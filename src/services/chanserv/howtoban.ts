import { named, user as userArg } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { hasStatus } from "../../world/access.ts";
import { standingIn } from "./standing.ts";

/** Suggests masks to ban somebody by, the narrowest first. */
export const howToBan: Command = defineCommand({
  name: "HOWTOBAN",
  when: "registered",
  args: [named("channel"), userArg],
  help: "Suggests how to ban somebody from a channel.",
  ask(ctx, name, other) {
    const channel = ctx.world.channelByName(name);
    const standing =
      channel && hasStatus(channel, ctx.user, "h") ? { channel } : standingIn(ctx, name, "halfop");
    if (typeof standing === "string") return ctx.notice(standing);
    const { nick, user, host, account } = other.identity;
    const masks = [
      ...(account === undefined ? [] : [`a:${account}`]),
      ...(user.startsWith("~") ? [] : [`*!${user}@${host}`]),
      `*!*@${host}`,
    ];
    ctx.notice(`To ban ${nick} from ${standing.channel.name}, the narrowest first:`);
    for (const mask of masks) ctx.notice(`MODE ${standing.channel.name} +b ${mask}`);
  },
});
