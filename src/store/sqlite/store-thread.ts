import { Worker } from "node:worker_threads";
import { StoreError } from "../store.ts";
import { type Answer, errorFrom, type Letter, type Order } from "./wire.ts";

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A thread for a connection of its own. It loads at once, and opens nothing before it is told. */
export class StoreThread {
  readonly #worker = startWorker();
  readonly #asked = new Map<number, Asked>();
  readonly #ended: Promise<void>;
  #number = 0;
  #gone: StoreError | undefined;

  constructor(whenGone: (error: StoreError) => void = () => undefined) {
    this.#worker.on("message", (answer: Answer) => this.#answer(answer));
    this.#worker.on("error", (cause) => {
      if (!this.#gone) whenGone(this.#fail(`the store's thread failed: ${cause}`, cause));
    });
    this.#ended = new Promise((resolve) => {
      this.#worker.once("exit", () => {
        if (!this.#gone) whenGone(this.#fail("the store's thread has ended"));
        resolve();
      });
    });
  }

  /** True once it answers nothing more. */
  get isGone(): boolean {
    return this.#gone !== undefined;
  }

  /** Has something done, and gives what comes of it. */
  ask(order: Order): Promise<unknown> {
    if (this.#gone) return Promise.reject(this.#gone);
    this.#number += 1;
    this.#worker.postMessage({ number: this.#number, order } satisfies Letter);
    const number = this.#number;
    return new Promise((resolve, reject) => this.#asked.set(number, { resolve, reject }));
  }

  /** Closes the database, if it is open, and ends the thread. */
  async close(): Promise<void> {
    if (this.#gone) return this.#ended;
    const closed = this.ask({ type: "close" });
    this.#gone = new StoreError("UNAVAILABLE", "the store is closed");
    await closed;
    await this.#ended;
  }

  #answer({ number, outcome }: Answer): void {
    const asked = this.#asked.get(number);
    this.#asked.delete(number);
    if (outcome.ok) asked?.resolve(outcome.value);
    else asked?.reject(errorFrom(outcome.error));
  }

  #fail(message: string, cause?: unknown): StoreError {
    const error = new StoreError("UNAVAILABLE", message, { cause });
    this.#gone = error;
    for (const { reject } of this.#asked.values()) reject(error);
    this.#asked.clear();
    return error;
  }
}

// The package runs compiled; a checkout and its tests run the TypeScript.
function startWorker(): Worker {
  const file = import.meta.url.endsWith(".ts") ? "./worker-in-checkout.mjs" : "./worker.js";
  return new Worker(new URL(file, import.meta.url));
}
