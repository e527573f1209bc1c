import { extensionFlags } from "../world/extensions.ts";
import type { NetworkSettings } from "../world/settings.ts";
import { commitModes } from "./mode-commit.ts";
import type { EntryContext } from "./register-session.ts";

/** The first configuration, or a new one. Flags that a plugin takes with it are removed from the channels that have them. */
export function configure(ctx: EntryContext, settings: NetworkSettings): void {
  const kept = extensionFlags(settings);
  const gone = [...extensionFlags(ctx.world.settings)].filter((letter) => !kept.includes(letter));
  if (gone.length > 0) {
    for (const channel of [...ctx.world.channels.values()]) {
      const modes = gone
        .filter((letter) => channel.has(letter))
        .map((letter) => ({ sign: "-", letter, param: undefined, user: undefined }) as const);
      commitModes(ctx, channel, ctx.server, modes);
    }
  }
  ctx.commit({ type: "configured", settings });
}
