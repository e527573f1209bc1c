import { type Reply, reply } from "../protocol/reply.ts";
import { maySeeList } from "../world/access-modes.ts";
import type { Channel, ListEntry } from "../world/channel.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";

/** The entries of a list mode and the line that ends them, for a client that may read slowly. */
export function* listReplies(
  world: World,
  channel: Channel,
  user: User,
  letter: string,
): Generator<Reply, void> {
  const shown = listNumerics[letter];
  if (!shown) return;
  // The entries of the start, in their order: a list is replaced, not altered, when it changes.
  for (const { mask, by, at } of channel.lists.get(letter) ?? []) {
    if (world.channels.get(channel.key) !== channel || maySeeList(channel, user)) break;
    yield shown.entry(channel.name, { mask, by, at: Math.floor(at / 1000) });
  }
  yield shown.end(channel.name);
}

interface ListNumerics {
  entry(channel: string, entry: ListEntry): Reply;
  end(channel: string): Reply;
}

const listNumerics: Readonly<Record<string, ListNumerics>> = {
  b: {
    entry: (channel, entry) => reply("RPL_BANLIST", { channel, ...entry }),
    end: (channel) => reply("RPL_ENDOFBANLIST", { channel }),
  },
  e: {
    entry: (channel, entry) => reply("RPL_EXCEPTLIST", { channel, ...entry }),
    end: (channel) => reply("RPL_ENDOFEXCEPTLIST", { channel }),
  },
  I: {
    entry: (channel, entry) => reply("RPL_INVEXLIST", { channel, ...entry }),
    end: (channel) => reply("RPL_ENDOFINVEXLIST", { channel }),
  },
};
