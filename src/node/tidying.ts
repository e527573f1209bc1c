import type { Scheduled } from "../sessions/timer-wheel.ts";

/** How often the store is gone through for what is too old, in ms. */
const tidyMs = 600_000;

/** The clock of what removes the old: every ten minutes, unless that is still being done. */
export class Tidying implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  readonly #tidy: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #at: number;
  #isRunning = false;

  constructor(tidy: () => Promise<void>, failed: (error: unknown) => void, now: number) {
    this.#tidy = tidy;
    this.#failed = failed;
    this.#at = now + tidyMs;
  }

  // The wheel looks early at what lies beyond its ring.
  due(now: number): number {
    if (now >= this.#at) {
      this.#at = now + tidyMs;
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
