import type { Channel } from "../world/channel.ts";
import type { RunContext, UserAskContext } from "./context.ts";

/** True if the message only asks: a list mode without a mask. */
export function asksChannelModes(params: readonly string[]): boolean {
  return params.length === 2 && /^\+?[beI]$/.test(params[1] ?? "");
}

/** Shows the modes of a channel, or one of its lists. */
export function showChannelModes(ctx: UserAskContext, channel: Channel, modes: readonly string[]): void {
  void [ctx, channel, modes];
}

/** Changes modes of a channel. */
export function changeChannelModes(ctx: RunContext, channel: Channel, modes: readonly string[]): void {
  void [ctx, channel, modes];
}
