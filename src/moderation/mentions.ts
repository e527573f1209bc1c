import { stripFormatting } from "../protocol/text.ts";
import { maySeeMember } from "../world/access.ts";
import type { Channel } from "../world/channel.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";

// What no nick has in it, and people put around one.
const BETWEEN = /[\s,:;.!?()<>"'@+%&~*/=]+/;

/** How many others in a channel a text names, as far as the author knows that they are there. */
export function mentions(world: World, channel: Channel, author: User, text: string): number {
  const named = new Set<User>();
  for (const word of stripFormatting(text).split(BETWEEN)) {
    const user = word === "" ? undefined : world.userByNick(word);
    if (user && user !== author && maySeeMember(channel, author, user)) named.add(user);
  }
  return named.size;
}
