import { Worker } from "node:worker_threads";
import { StoreError } from "../store.ts";
import type { ConnectionSettings } from "./connection.ts";
import { type Answer, errorFrom, type Letter, type Order } from "./wire.ts";

interface Asked {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A thread with a connection of its own. */
export class StoreThread {
  readonly #worker: Worker;
  readonly #asked = new Map<number, Asked>();
  readonly #ended: Promise<void>;
  #number = 0;
  #gone: StoreError | undefined;

  private constructor(settings: ConnectionSettings, whenGone: (error: StoreError) => void) {
    this.#worker = startWorker(settings);
    this.#worker.on("message", (answer: Answer) => this.#answer(answer));
    this.#worker.on("error", (cause) => this.#fail(`the store's thread failed: ${messageOf(cause)}`, cause));
    this.#ended = new Promise((resolve) => {
      this.#worker.once("exit", () => {
        const isSudden = this.#asked.size > 0 || this.#gone === undefined;
        this.#fail("the store's thread has ended");
        if (isSudden && this.#gone) whenGone(this.#gone);
        resolve();
      });
    });
  }

  /** Opens the database in a thread; rejects if that cannot be done. */
  static async start(
    settings: ConnectionSettings,
    whenGone: (error: StoreError) => void = () => undefined,
  ): Promise<StoreThread> {
    const thread = new StoreThread(settings, whenGone);
    try {
      await thread.#promise(0);
    } catch (error) {
      await thread.#ended;
      throw error;
    }
    return thread;
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
    return this.#promise(this.#number);
  }

  /** Closes the database and ends the thread. */
  async close(): Promise<void> {
    if (this.#gone) return;
    const closed = this.ask({ type: "close" });
    this.#gone = new StoreError("UNAVAILABLE", "the store is closed");
    await closed;
    await this.#ended;
  }

  #promise(number: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.#asked.set(number, { resolve, reject }));
  }

  #answer({ number, outcome }: Answer): void {
    const asked = this.#asked.get(number);
    this.#asked.delete(number);
    if (number === 0 && !outcome.ok) this.#gone = new StoreError("UNAVAILABLE", "the store was not opened");
    if (outcome.ok) asked?.resolve(outcome.value);
    else asked?.reject(errorFrom(outcome.error));
  }

  #fail(message: string, cause?: unknown): void {
    this.#gone ??= new StoreError("UNAVAILABLE", message, { cause });
    for (const { reject } of this.#asked.values()) reject(this.#gone);
    this.#asked.clear();
  }
}

// The package runs compiled; a checkout and its tests run the TypeScript.
function startWorker(settings: ConnectionSettings): Worker {
  const file = import.meta.url.endsWith(".ts") ? "./worker-in-checkout.mjs" : "./worker.js";
  return new Worker(new URL(file, import.meta.url), { workerData: settings });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
