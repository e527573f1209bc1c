import { named, optional } from "../../commands/args.ts";
import { type Command, defineCommand } from "../../commands/command.ts";
import { matchGlob } from "../../protocol/masks.ts";
import { maySeeRegistration } from "../../world/access-registered.ts";

// More than these nobody reads; a mask finds the others.
const mostShown = 100;

/** The registered channels that the user may know of. */
export const list: Command = defineCommand({
  name: "LIST",
  when: "registered",
  args: [optional(named("mask"))],
  help: "Lists registered channels, by a mask if you like.",
  cost: 5,
  ask(ctx, mask = "*") {
    const { world, user } = ctx;
    const folded = world.names.foldChannel(mask);
    let found = 0;
    for (const channel of world.channels.values()) {
      const { key, name, registration } = channel;
      if (!registration || !matchGlob(folded, key)) continue;
      if (!maySeeRegistration(world, { channel, registration }, user)) continue;
      found += 1;
      const { description } = registration.settings;
      if (found <= mostShown) ctx.notice(description === undefined ? name : `${name} - ${description}`);
    }
    const more = found > mostShown ? `; ${mostShown} are shown, a mask finds the others` : "";
    ctx.notice(`${found} registered channel${found === 1 ? "" : "s"}${more}`);
  },
});
