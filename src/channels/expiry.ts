import type { ChannelKey } from "../protocol/names.ts";
import type { StoreAreas } from "../store/store.ts";
import type { World } from "../world/world.ts";
import type { ChannelBook } from "./channel-book.ts";

const PAGE = 500;

/** Lets go of registered channels that nobody is in and nobody has been in since `before`, in ms since 1970. */
export async function expireChannels(
  { store, world, book }: { readonly store: StoreAreas; readonly world: World; readonly book: ChannelBook },
  before: number,
): Promise<void> {
  for (let page = await store.channels.list("", PAGE); page.length > 0; ) {
    for (const { folded, lastUsedAt } of page)
      if (lastUsedAt < before) await book.inTurn(() => expire(book, world, folded as ChannelKey));
    page = await store.channels.list(page.at(-1)?.folded ?? "", PAGE);
  }
}

async function expire(book: ChannelBook, world: World, key: ChannelKey): Promise<void> {
  const channel = world.channels.get(key);
  if (!channel?.registration || channel.members.size > 0) return;
  await book.drop(channel, `${channel.name} was not used for too long, and belongs to nobody any more`);
}
