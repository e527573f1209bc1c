import { readdir, readFile } from "node:fs/promises";
import { constants, type PerformanceEntry, PerformanceObserver, performance } from "node:perf_hooks";
import { Classified } from "../../commands/classified.ts";

/** The bounds of `lag`, in seconds. */
export const lagBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] as const;

/** The bounds of `collections`, in seconds. */
export const collectionBounds = [0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1] as const;

// Often enough that whatever holds the loop for longer is seen, and nothing against what the loop does besides.
const everyMs = 50;

/** Watches what the process does besides its work: how late the event loop is, and how long garbage is collected. */
export class ProcessWatch {
  readonly lag = new Classified(lagBounds);
  readonly collections: ReadonlyMap<string, Classified> = new Map(
    [...kinds.values()].map((kind) => [kind, new Classified(collectionBounds)]),
  );
  readonly #timer: NodeJS.Timeout;
  readonly #observer: PerformanceObserver;
  #due = performance.now() + everyMs;

  constructor() {
    this.#timer = setInterval(() => this.#tick(), everyMs).unref();
    this.#observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) this.#collected(entry);
    });
    this.#observer.observe({ entryTypes: ["gc"] });
  }

  /** Ends it; what was counted stays. */
  stop(): void {
    clearInterval(this.#timer);
    this.#observer.disconnect();
  }

  #tick(): void {
    const now = performance.now();
    this.lag.add(Math.max(0, now - this.#due) / 1000);
    this.#due = now + everyMs;
  }

  #collected(entry: PerformanceEntry): void {
    const kind = kinds.get(kindOf(entry));
    if (kind !== undefined) this.collections.get(kind)?.add(entry.duration / 1000);
  }
}

const kinds: ReadonlyMap<number, string> = new Map([
  [constants.NODE_PERFORMANCE_GC_MINOR, "minor"],
  [constants.NODE_PERFORMANCE_GC_MAJOR, "major"],
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL, "incremental"],
  [constants.NODE_PERFORMANCE_GC_WEAKCB, "weakcb"],
]);

// Node has it in `detail`, of which its types know nothing.
function kindOf(entry: PerformanceEntry): number {
  const detail: unknown = "detail" in entry ? entry.detail : undefined;
  const kind = typeof detail === "object" && detail !== null && "kind" in detail ? detail.kind : undefined;
  return typeof kind === "number" ? kind : -1;
}

/** File descriptors that are open; `undefined` where the system does not tell. */
export async function openDescriptors(): Promise<number | undefined> {
  try {
    return (await readdir("/proc/self/fd")).length;
  } catch {
    return undefined; // other systems have no /proc
  }
}

/** How many file descriptors may be open; `undefined` where the system does not tell, or sets no limit. */
export async function mostDescriptors(): Promise<number | undefined> {
  try {
    const limits = await readFile("/proc/self/limits", "utf8");
    const most = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
    return most === undefined ? undefined : Number(most);
  } catch {
    return undefined; // other systems have no /proc
  }
}
