import type { ChannelKey } from "../protocol/names.ts";
import type { ChannelRow } from "../store/port/channels.ts";
import { pagesOf } from "../store/port/pages.ts";
import type { StoreAreas } from "../store/store.ts";
import type { World } from "../world/world.ts";
import type { ChannelBook } from "./channel-book.ts";

/** Lets go of registered channels that nobody is in and nobody has been in since `before`, in ms since 1970. */
export async function expireChannels(
  { store, world, book }: { readonly store: StoreAreas; readonly world: World; readonly book: ChannelBook },
  before: number,
): Promise<void> {
  const { channels } = store;
  for await (const page of pagesOf<ChannelRow>((last, limit) => channels.list(last?.folded ?? "", limit))) {
    for (const { folded, lastUsedAt } of page)
      if (lastUsedAt < before) await book.inTurn(() => expire(book, world, folded as ChannelKey));
  }
}

async function expire(book: ChannelBook, world: World, key: ChannelKey): Promise<void> {
  const channel = world.channels.get(key);
  if (!channel?.registration || channel.members.size > 0) return;
  await book.drop(channel, `${channel.name} was not used for too long, and belongs to nobody any more`);
}

/** Ends AKICKs that are over, with the bans that came of them. */
export async function endAkicks(world: World, book: ChannelBook): Promise<void> {
  for (const channel of [...world.channels.values()]) {
    if (channel.registration?.settings.akicks) await book.inTurn(() => book.endAkicks(channel));
  }
}
