import { byteLength } from "../protocol/text.ts";
import { pagesOf } from "../store/port/pages.ts";
import type { PluginStore, PluginValue } from "../store/port/state.ts";

/** How much a plugin may keep. */
export interface StorageLimits {
  readonly keys: number;
  readonly bytes: number;
}

// What a plugin reads that keeps as much as it may: nothing was stored.
class StorageFull extends Error {
  readonly code = "STORAGE_FULL";

  constructor(message: string) {
    super(message);
    this.name = "StorageFull";
  }
}

// Read in one go while what is kept is counted: values may be long.
const PAGE = 100;

/** How much one plugin keeps: counted when it first writes, and kept up to date from then on. */
export class StorageUse {
  readonly #store: PluginStore;
  readonly #plugin: string;
  #sizes: Promise<Map<string, number>> | undefined;
  #bytes = 0;

  constructor(store: PluginStore, plugin: string) {
    this.#store = store;
    this.#plugin = plugin;
  }

  /**
   * Makes room for a value; rejects with a StorageFull. What makes less of it always fits. Gives what takes that back: for a
   * value that the store does not take then.
   */
  async take(key: string, value: string, most: StorageLimits): Promise<() => void> {
    const sizes = await this.#counted();
    const size = sizeOf({ key, value });
    const before = sizes.get(key);
    const bytes = this.#bytes + size - (before ?? 0);
    if (before === undefined && sizes.size >= most.keys)
      throw new StorageFull(`${this.#plugin} keeps ${sizes.size} keys, and may keep ${most.keys}`);
    if (bytes > most.bytes && bytes > this.#bytes)
      throw new StorageFull(`${this.#plugin} would keep ${bytes} bytes, and may keep ${most.bytes}`);
    return this.#become(sizes, key, size);
  }

  /** A key is to be removed; gives what takes that back. */
  async free(key: string): Promise<() => void> {
    return this.#become(await this.#counted(), key, undefined);
  }

  #become(sizes: Map<string, number>, key: string, size: number | undefined): () => void {
    const before = sizes.get(key);
    this.#put(sizes, key, size);
    return () => {
      // It may be another by then.
      if (sizes.get(key) === size) this.#put(sizes, key, before);
    };
  }

  #put(sizes: Map<string, number>, key: string, size: number | undefined): void {
    this.#bytes += (size ?? 0) - (sizes.get(key) ?? 0);
    if (size === undefined) sizes.delete(key);
    else sizes.set(key, size);
  }

  /** Counts what is there, once; if that fails, the next time. */
  #counted(): Promise<Map<string, number>> {
    this.#sizes ??= this.#count().catch((error: unknown) => {
      this.#sizes = undefined;
      throw error;
    });
    return this.#sizes;
  }

  async #count(): Promise<Map<string, number>> {
    const sizes = new Map<string, number>();
    this.#bytes = 0;
    const list = (last: PluginValue | undefined, limit: number) =>
      this.#store.list(this.#plugin, last?.key ?? "", limit);
    for await (const rows of pagesOf(list, PAGE)) {
      for (const row of rows) this.#put(sizes, row.key, sizeOf(row));
    }
    return sizes;
  }
}

function sizeOf({ key, value }: PluginValue): number {
  return byteLength(key) + byteLength(value);
}
