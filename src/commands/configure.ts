import type { Channel } from "../world/channel.ts";
import type { ChannelMode } from "../world/channel-modes.ts";
import { extensionModes } from "../world/extensions.ts";
import type { NetworkSettings } from "../world/settings.ts";
import { commitModes } from "./mode-commit.ts";
import type { EntryContext } from "./register-session.ts";

/** The first configuration, or a new one. Modes that a plugin takes with it are removed from the channels that have them. */
export function configure(ctx: EntryContext, settings: NetworkSettings): void {
  const kept = extensionModes(settings);
  const gone = extensionModes(ctx.world.settings).filter(
    (mode) => !kept.some((other) => isSame(mode, other)),
  );
  if (gone.length > 0) {
    for (const channel of [...ctx.world.channels.values()]) {
      const modes = gone
        .filter((mode) => isSet(channel, mode))
        .map(({ letter }) => ({ sign: "-", letter, param: undefined, user: undefined }) as const);
      commitModes(ctx, channel, ctx.server, modes);
    }
  }
  ctx.commit({ type: "configured", settings });
}

// A flag that comes back as a mode with a parameter is another mode.
function isSame(mode: ChannelMode, other: ChannelMode): boolean {
  return mode.letter === other.letter && mode.kind === other.kind;
}

function isSet(channel: Channel, { letter, kind }: ChannelMode): boolean {
  return kind === "flag" ? channel.has(letter) : channel.params.has(letter);
}
