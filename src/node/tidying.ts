import type { Scheduled } from "../sessions/timer-wheel.ts";

/** How often the store is gone through for what is too old, in ms. */
const tidyMs = 600_000;

/** The clock of what removes the old, or is done as regularly: every ten minutes unless said, and not while it is still being done. */
export class Tidying implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  readonly #tidy: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  readonly #everyMs: number;
  #at: number;
  #isRunning = false;

  constructor(tidy: () => Promise<void>, failed: (error: unknown) => void, now: number, everyMs = tidyMs) {
    this.#tidy = tidy;
    this.#failed = failed;
    this.#everyMs = everyMs;
    this.#at = now + everyMs;
  }

  // The wheel looks early at what lies beyond its ring.
  due(now: number): number {
    if (now >= this.#at) {
      this.#at = now + this.#everyMs;
      this.#run();
    }
    return this.#at;
  }

  #run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#tidy()
      .catch(this.#failed)
      .finally(() => {
        this.#isRunning = false;
      });
  }
}
