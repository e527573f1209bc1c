import { cutToBytes, ownCopy } from "../protocol/text.ts";
import { isOthersChannel, mayRename } from "../world/access-channels.ts";
import { channel, named, optional, text } from "./args.ts";
import { audit } from "./audit.ts";
import { defineCommand } from "./command.ts";
import { reveal } from "./reveal.ts";

/** Gives a channel another name: channel-rename.md. */
export const rename = defineCommand({
  name: "RENAME",
  when: "registered",
  args: [channel, named("new name"), optional(text)],
  help: "Gives a channel another name, with a reason if you like.",
  cost: 5,
  run(ctx, channel, name, reason = "") {
    const { user, world } = ctx;
    const refusal = mayRename(world, channel, user, name);
    if (refusal) return ctx.reply(refusal);
    if (name === channel.name) return;
    reveal(ctx, channel, user);
    const about = { command: "RENAME", target: `${channel.name} ${ownCopy(name)}`, outcome: "done" };
    if (isOthersChannel(world, channel, user)) audit(ctx, about);
    ctx.commit({
      type: "channel-renamed",
      channel: channel.key,
      name: channel.name,
      next: { channel: world.names.foldChannel(ownCopy(name)), name: ownCopy(name) },
      by: user.identity,
      reason: ownCopy(cutToBytes(reason, world.settings.limits.kickLength)),
      at: ctx.now,
    });
  },
});
