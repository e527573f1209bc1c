import { type StoreAreas, StoreError } from "../store/store.ts";
import type { ChannelRenamed } from "../world/changes.ts";
import type { Beforehand } from "./turns.ts";

/** Names of channels the store does not know yet, in their order. */
export class Renames implements Beforehand {
  readonly #store: StoreAreas;
  readonly #failed: (error: unknown) => void;
  #waiting: readonly ChannelRenamed[] = [];

  constructor(store: StoreAreas, failed: (error: unknown) => void) {
    this.#store = store;
    this.#failed = failed;
  }

  /** True if there is a name the store has to learn. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  add(change: ChannelRenamed): void {
    this.#waiting = [...this.#waiting, change];
  }

  /** Has the store learn them; rejects where it cannot now: nothing may be written under a name it does not know. */
  async settle(): Promise<void> {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      await this.#rename(next);
      this.#waiting = this.#waiting.slice(1);
    }
  }

  async #rename({ channel, next }: ChannelRenamed): Promise<void> {
    try {
      await this.#store.channels.rename(channel, { folded: next.channel, name: next.name });
    } catch (error) {
      // Of all that may be wrong this alone does not pass with time.
      if (!(error instanceof StoreError) || error.code !== "TAKEN") throw error;
      this.#failed(error);
    }
  }
}
