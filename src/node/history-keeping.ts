import { History } from "../history/history.ts";
import { storedMarks } from "../history/kick-marks.ts";
import { Pages } from "../history/pages.ts";
import type { HistoryReader } from "../history/reader.ts";
import { Recorder, type RecorderParts } from "../history/recorder.ts";
import { Upkeep } from "../history/upkeep.ts";
import type { ChannelKey } from "../protocol/names.ts";
import type { Store } from "../store/store.ts";
import type { World } from "../world/world.ts";

/** What history is kept with. */
export interface HistoryParts extends Omit<RecorderParts, "store"> {
  readonly world: World;
  /** Left out: nothing is kept but what is said last. */
  readonly store: Store | undefined;
  /** What the store has outlasts the process. */
  readonly lasts: boolean;
}

/** The history of a node: what records it, what reads it, and what keeps it within bounds. */
export interface HistoryKeeping {
  readonly history: History;
  readonly reader: HistoryReader;
  /** Finds out what the store has from before. */
  load(): Promise<void>;
  /** Removes what is kept for too long, a little at a time. */
  tidy(): Promise<void>;
  /** Hands all that was said to the store, which is closed next. */
  finish(): Promise<void>;
}

/** Sets up the history of a node. */
export function keepHistory({ world, store, lasts, ...parts }: HistoryParts): HistoryKeeping {
  const recorder = store && new Recorder({ ...parts, store });
  const history = new History(world, recorder);
  const pages = new Pages(world, history, store && recorder && { store, recorder, lasts });
  const upkeep = store && recorder && new Upkeep(world, store.messages, recorder);
  const rememberKicked = async (channel: ChannelKey) => {
    const marks = store ? await storedMarks(store.messages, channel) : [];
    for (const mark of marks) history.recent.hide(channel, mark);
  };
  return {
    history,
    reader: pages,
    async load() {
      for (const channel of (await upkeep?.channels()) ?? []) {
        pages.has(channel);
        await rememberKicked(channel.key);
      }
    },
    async tidy() {
      await upkeep?.run();
    },
    async finish() {
      recorder?.flush();
      upkeep?.end();
    },
  };
}
