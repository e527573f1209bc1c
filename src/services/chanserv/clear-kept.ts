import type { ChannelBook } from "../../channels/channel-book.ts";
import type { UserAskContext } from "../../commands/context.ts";
import { withAkicks } from "../../world/registration.ts";
import { keep } from "./keep.ts";
import { type Asker, founderOf, type Standing, standingIn } from "./standing.ts";

interface Clearing {
  judge(asker: Asker, name: string): Standing | string;
  clear(book: ChannelBook, standing: Standing, notice: string | undefined): Promise<void>;
}

/** What is cleared in the store first. */
export const keptClearings: ReadonlyMap<string, Clearing> = new Map<string, Clearing>([
  [
    "ACCESS",
    {
      judge: founderOf,
      clear: (book, { channel }, notice) => book.clearRoles(channel, notice),
    },
  ],
  [
    "AKICKS",
    {
      judge: (asker, name) => standingIn(asker, name, "admin"),
      clear: (book, { channel, registration: { settings } }, notice) =>
        book.change(channel, { settings: withAkicks(settings, []) }, notice),
    },
  ],
]);

/** Clears it, for who may. */
export function clearKept(ctx: UserAskContext, name: string, what: string, clearing: Clearing): void {
  const judge = () => clearing.judge(ctx, name);
  keep(ctx, `CLEAR ${what}`, judge, async (book, standing, notice) => {
    await clearing.clear(book, standing, notice);
    return `Cleared in ${standing.channel.name}: ${what}`;
  });
}
