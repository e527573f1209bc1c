import type { BookParts } from "../accounts/account-book.ts";
import { ChannelBook } from "../channels/channel-book.ts";
import { ChannelRecorder } from "../channels/channel-recorder.ts";
import { endAkicks, expireChannels } from "../channels/expiry.ts";
import { Renames } from "../channels/renames.ts";
import { Turns } from "../channels/turns.ts";
import type { Store } from "../store/store.ts";
import type { Change } from "../world/changes.ts";

/** What registered channels are kept with. */
interface RegisteredParts extends BookParts {
  readonly store: Store;
  endOfTurn(then: () => void): void;
  /** Told why something could not be stored. */
  failed(error: unknown): void;
}

/** The channels of this node that belong to somebody, and what the store knows of them. */
export interface RegisteredChannels {
  readonly book: ChannelBook;
  /** Takes in a change that has been applied. */
  record(change: Change): void;
  /** Stores what still waits, as far as that can be. */
  flush(): Promise<void>;
  /** Ends AKICKs that are over, and lets go of channels that were not used for as long as is configured. */
  expire(): Promise<void>;
}

const dayMs = 86_400_000;
// All rows are read for it, and the rule is in days.
const expireMs = 3_600_000;

/** Puts together what keeps them. */
export function registeredChannels(parts: RegisteredParts): RegisteredChannels {
  const { store, world, now } = parts;
  const renames = new Renames(store, parts.failed);
  const turns = new Turns(renames);
  const book = new ChannelBook(parts, turns);
  const recorder = new ChannelRecorder(parts, renames, turns);
  store.watch(({ type }) => {
    if (type === "recovered" || type === "accepting") recorder.retry();
  });
  let expiredAt = 0;
  return {
    book,
    record: (change) => recorder.record(change),
    flush: () => recorder.flush().catch(parts.failed),
    async expire() {
      recorder.markUsed();
      await endAkicks(world, book);
      const { expireDays } = world.settings.channels;
      const at = now();
      if (expireDays === 0 || at < expiredAt + expireMs) return;
      expiredAt = at;
      await expireChannels({ store, world, book }, at - expireDays * dayMs);
    },
  };
}
