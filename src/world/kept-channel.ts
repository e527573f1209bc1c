import type { KeptChannel } from "./changes.ts";
import type { Channel } from "./channel.ts";

/** What lasts of a channel while nobody is in it. */
export function keptOf({ topic, flags, params, lists }: Channel): KeptChannel {
  return { topic, flags, params: [...params], lists: [...lists] };
}
