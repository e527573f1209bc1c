import { type Store, StoreError } from "../store.ts";
import { StoreEvents } from "../store-events.ts";
import type { ConnectionSettings } from "./connection.ts";
import { remoteAreas } from "./remote-areas.ts";
import { StoreThread } from "./store-thread.ts";
import type { Call, Outcome } from "./wire.ts";
import { type QueueLimits, WriteQueue } from "./write-queue.ts";

/** Where the database is; the limits that are left out are the usual ones. */
export interface SqliteStoreOptions extends Partial<QueueLimits> {
  readonly file: string;
  /** Pages the file may have: for tests of a full disk. */
  readonly maxPages?: number;
}

const usual: QueueLimits = {
  flushAfter: 20,
  flushRows: 1_000,
  mostRows: 50_000,
  mostFacts: 10_000,
  patience: 10_000,
  firstRetry: 50,
  longestRetry: 5_000,
  closePatience: 3_000,
};

// SQLite waits in the thread; a write that has waited so long is tried again by the queue, which can be closed.
const BUSY_TIMEOUT = 100;

/** Opens a database file, made if it is missing; rejects with a StoreError if it cannot be used. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { file, maxPages, ...limits } = options;
  const settings = { file, maxPages, busyTimeout: BUSY_TIMEOUT };
  const events = new StoreEvents();
  const whenGone = ({ message }: StoreError) => events.tell({ type: "failed", message });
  // Both load at once; the writer opens first, and brings the tables to their newest version.
  const threads = [new StoreThread(whenGone), new StoreThread(whenGone)] as const;
  for (const thread of threads) await openIn(thread, settings, threads);
  const [writer, reader] = threads;
  const queue = new WriteQueue(batchWriter(writer), { ...usual, ...limits }, (event) => events.tell(event));
  let closed: Promise<void> | undefined;
  return {
    ...remoteAreas((call) => reader.ask({ type: "read", call }), queue),
    get waiting() {
      return queue.waiting;
    },
    watch: (listener) => events.watch(listener),
    async backup(to) {
      if (closed !== undefined) throw new StoreError("UNAVAILABLE", "the store is closed");
      await copy(settings, to);
    },
    close() {
      closed ??= end(queue, threads);
      return closed;
    },
  };
}

async function openIn(
  thread: StoreThread,
  settings: ConnectionSettings,
  others: readonly StoreThread[],
): Promise<void> {
  try {
    await thread.ask({ type: "open", settings });
  } catch (error) {
    await Promise.allSettled(others.map((other) => other.close()));
    throw error;
  }
}

function batchWriter(thread: StoreThread) {
  return {
    get isGone() {
      return thread.isGone;
    },
    async write(calls: readonly Call[]) {
      return outcomesFrom(await thread.ask({ type: "write", calls }));
    },
  };
}

// The same code answers on the other side.
function outcomesFrom(value: unknown): readonly Outcome[] {
  return Array.isArray(value) ? value : [];
}

// In a thread of its own: nobody waits for it but who asked.
async function copy(settings: ConnectionSettings, file: string): Promise<void> {
  const thread = new StoreThread();
  try {
    await thread.ask({ type: "open", settings });
    await thread.ask({ type: "copy", file });
  } finally {
    await thread.close();
  }
}

async function end(queue: WriteQueue, threads: readonly StoreThread[]): Promise<void> {
  const lost = await queue.close();
  // The last connection to close tidies the file up: the writer's.
  for (const thread of [...threads].reverse()) await thread.close();
  if (lost > 0) throw new StoreError("UNAVAILABLE", `${lost} writes could not be stored`);
}
