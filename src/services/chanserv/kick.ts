import { named, optional, text } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { kickMember } from "../../commands/kick.ts";
import { chanServIdentity } from "../../world/identity.ts";
import { actingIn, memberNamed, outranksMember } from "./act.ts";

/** Puts a member out of a channel, from wherever one is. */
export const kick: Command = defineCommand({
  name: "KICK",
  when: "registered",
  args: [named("channel"), named("nick"), optional(text)],
  help: "Puts somebody out of a channel, with a reason if you like.",
  run(ctx, name, nick, reason) {
    const standing = actingIn(ctx, "KICK", name, "halfop");
    const member = standing && memberNamed(ctx, standing, nick);
    if (!standing || !member) return;
    if (!outranksMember(ctx, standing, member)) return ctx.notice(`${nick} ranks as high as you`);
    const { channel, authority } = standing;
    if (channel.has("Q") && authority === "role")
      return ctx.notice(`Nobody is kicked from ${channel.name} (+Q)`);
    const shown = reason === undefined ? ctx.user.nick : `${reason} (${ctx.user.nick})`;
    kickMember(ctx, channel, member, chanServIdentity, shown);
    ctx.notice(`${member.user.nick} is out of ${channel.name}`);
  },
});
