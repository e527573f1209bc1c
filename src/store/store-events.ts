import type { StoreEvent } from "./store.ts";

/** Tells all who watch a store what happens to it. */
export class StoreEvents {
  readonly #listeners = new Set<(event: StoreEvent) => void>();

  watch(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(event: StoreEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
