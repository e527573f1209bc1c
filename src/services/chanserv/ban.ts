import { named } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { changeChannelModes } from "../../commands/mode-channel.ts";
import { chanServIdentity } from "../../world/identity.ts";
import { actingIn, outranksMember } from "./act.ts";

/** Keeps somebody out of a channel, by nick or mask. */
export const ban: Command = defineCommand({
  name: "BAN",
  when: "registered",
  args: [named("channel"), named("nick or mask")],
  help: "Keeps somebody out of a channel, by nick or mask; HOWTOBAN suggests masks.",
  run(ctx, name, who) {
    const standing = actingIn(ctx, "BAN", name, "halfop");
    if (!standing) return;
    const { channel } = standing;
    const user = ctx.world.userByNick(who);
    const member = user && channel.member(user);
    if (member && !outranksMember(ctx, standing, member)) return ctx.notice(`${who} ranks as high as you`);
    const mask = user ? `*!*@${user.identity.host}` : who;
    const before = channel.lists.get("b");
    changeChannelModes(ctx, channel, ["+b", mask], chanServIdentity);
    if (channel.lists.get("b") !== before) ctx.notice(`${mask} is banned from ${channel.name}`);
    else ctx.notice(`No ban was added to ${channel.name}`);
  },
});
