import { named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import type { RunContext } from "../../commands/context.ts";
import { commitModes } from "../../commands/mode-commit.ts";
import { numberOf } from "../../protocol/text.ts";
import { maySeeAddress } from "../../world/access-queries.ts";
import { matchingBans } from "../../world/bans.ts";
import { chanServIdentity } from "../../world/identity.ts";
import { knownHosts } from "../../world/known-hosts.ts";
import { storedMask } from "../../world/mode-params.ts";
import type { User } from "../../world/user.ts";
import { actingIn } from "./act.ts";

/** Takes away what keeps somebody out of a channel, by nick or mask. */
export const unban: Command = defineCommand({
  name: "UNBAN",
  when: "registered",
  args: [named("channel"), optional(named("nick or mask"))],
  help: "Takes the bans off a channel that are about somebody as they are shown, or about you if you name nobody.",
  run(ctx, name, who = ctx.user.nick) {
    const { world } = ctx;
    const standing = actingIn(ctx, "UNBAN", name, "halfop");
    if (!standing) return;
    const { channel } = standing;
    const user = world.userByNick(who);
    const mask = world.names.fold(storedMask(who) ?? who);
    const bans = user
      ? matchingBans(world, channel, user, hostsFor(ctx, user))
      : (channel.lists.get("b") ?? []).filter((ban) => world.names.fold(ban.mask) === mask);
    const modes = bans.map((ban) => ({ sign: "-" as const, letter: "b", param: ban.mask, user: undefined }));
    commitModes(ctx, channel, chanServIdentity, modes);
    ctx.notice(`${numberOf(modes.length, "ban was", "bans were")} taken off ${channel.name}`);
  },
});

// Who chooses what is banned would learn from what is taken off where somebody comes from.
function hostsFor({ world, user: asker }: RunContext<unknown>, user: User): Iterable<string> {
  return maySeeAddress(asker, user) ? knownHosts(world, user) : [user.identity.host];
}
