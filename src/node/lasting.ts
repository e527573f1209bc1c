import type { BookParts } from "../accounts/account-book.ts";
import { BelongingsBook } from "../accounts/belongings-book.ts";
import { StayKeeper } from "../accounts/stay-keeper.ts";
import type { Config } from "../config/schema.ts";
import type { HistoryReader } from "../history/reader.ts";
import type { Logger } from "../logging/logger.ts";
import { BanBook } from "../moderation/ban-book.ts";
import { DefconBook } from "../moderation/defcon-book.ts";
import type { TimerWheel } from "../sessions/timer-wheel.ts";
import type { Store } from "../store/store.ts";
import type { Change } from "../world/changes.ts";
import type { AccountParts } from "./account-parts.ts";
import { keepHistory } from "./history-keeping.ts";
import { type RegisteredChannels, registeredChannels } from "./registered-channels.ts";
import { Reputation } from "./reputation.ts";
import { StayClock, watchStays } from "./staying.ts";
import { Tidying } from "./tidying.ts";

/** What a node keeps things with. */
export interface LastingParts extends BookParts {
  readonly store: Store;
  /** Where what was said is kept; left out: nothing is but what is said last. */
  readonly history: Store | undefined;
  /** What the store has outlasts the process. */
  readonly lasts: boolean;
  readonly accounts: Pick<AccountParts, "book" | "keepConfigured">;
  /** Calls back at the end of the turn of the event loop. */
  endOfTurn(then: () => void): void;
  readonly log: Logger;
  /** The addresses of those who are on the network by this node. */
  connected(): Iterable<string>;
  config(): Config;
}

/** What of a node outlasts its users, and in part the process: books that store first and tell the network then, and what follows the log. */
export interface Lasting {
  readonly bans: BanBook;
  readonly defcon: DefconBook;
  readonly belongings: BelongingsBook;
  readonly channels: RegisteredChannels["book"];
  /** For how long addresses are known. */
  readonly reputation: Reputation;
  /** Reads what was said. */
  readonly reader: HistoryReader;
  /** Takes in a change that has been applied. */
  record(change: Change): void;
  /** Has what follows the log written as time goes by, and now and then all removed that `tidy` does. */
  wind(wheel: TimerWheel, tidy: () => Promise<void>): void;
  /** Has the network know what the store has: before anybody comes in. */
  load(): Promise<void>;
  /** Removes what has been kept for long enough: history, bans that are over, accounts nobody has verified in time, channels. */
  tidy(): Promise<void>;
  /** Hands the store what it does not have yet: nothing is said any more. */
  finish(): Promise<void>;
}

const minuteMs = 60_000;

/** Puts together everything of a node that lasts. */
export function lasting({ history, lasts, accounts, log, ...parts }: LastingParts): Lasting {
  const { world, endOfTurn } = parts;
  const failed = (what: string) => (error: unknown) => log.error({ err: error }, what);
  const channels = registeredChannels({ ...parts, failed: failed("a channel could not be stored") });
  const belongings = new BelongingsBook({
    ...parts,
    inTurn: (work) => channels.book.inTurn(work),
    failed: failed("metadata or a read marker could not be stored or read"),
  });
  const stays = new StayKeeper({
    ...parts,
    failed: failed("who stays on the network could not be kept"),
  });
  const watchStay = watchStays(world, stays);
  const keeping = keepHistory({
    ...{ world, store: history, lasts, endOfTurn },
    failed: failed("what was said could not be kept"),
  });
  const bans = new BanBook(parts);
  const reputation = new Reputation({
    ...{ store: parts.store.plugins, now: parts.now, connected: parts.connected },
    config: () => parts.config().reputation,
  });
  const defcon = new DefconBook(parts);
  return {
    bans,
    defcon,
    belongings,
    channels: channels.book,
    reader: keeping.reader,
    reputation,
    record(change) {
      keeping.history.record(change);
      belongings.record(change);
      watchStay(change);
      channels.record(change);
    },
    wind(wheel, tidy) {
      wheel.schedule(new StayClock(stays, parts.now()), parts.now());
      const tidying = new Tidying(tidy, failed("what is old could not be removed"), parts.now());
      wheel.schedule(tidying, parts.now());
      const undying = failed("the end of DEFCON could not be stored");
      // What it holds back at the door is looked at when it changes.
      wheel.schedule(new Tidying(() => defcon.sweep(), undying, parts.now(), minuteMs), parts.now());
      const unkept = failed("for how long addresses are known could not be kept");
      wheel.schedule(new Tidying(() => reputation.count(), unkept, parts.now(), minuteMs), parts.now());
    },
    async load() {
      await accounts.book.load();
      await accounts.keepConfigured();
      await bans.load();
      await defcon.load();
      await channels.book.load();
      await belongings.load();
      await stays.load();
      await keeping.load();
      await reputation.load();
    },
    async tidy() {
      await accounts.book.expireUnverified();
      await bans.sweep();
      await defcon.sweep();
      await channels.expire();
      await keeping.tidy();
    },
    async finish() {
      await stays.finish();
      await keeping.finish();
      await channels.flush();
      await reputation.count();
      await reputation.save();
    },
  };
}
