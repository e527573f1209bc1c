import type { Worker } from "node:worker_threads";
import { startThread } from "../start-thread.ts";
import type { Heartbeat } from "../supervisor.ts";
import { newMemory, place, sharedIn } from "./shared.ts";
import { containStrayErrors } from "./stray-errors.ts";

interface Running {
  readonly name: string;
  readonly hangMs: number;
}

/** A thread that watches whether plugins come back, from when the first of them runs. */
export class Watchdog implements Heartbeat {
  readonly #memory = newMemory();
  readonly #shared = sharedIn(this.#memory);
  /** What runs now, the innermost last: what one does may have another do something. */
  readonly #running: Running[] = [];
  #thread: Worker | undefined;
  #letStrayErrorsGo: (() => void) | undefined;
  #isClosed = false;

  enter(name: string, hangMs: number): void {
    if (!this.#thread) this.#start();
    this.#running.push({ name, hangMs });
    this.#tell();
  }

  leave(): void {
    this.#running.pop();
    this.#tell();
  }

  waits(more: 1 | -1): void {
    Atomics.add(this.#shared.numbers, place.waiting, more);
  }

  /** The event loop has come around. */
  turned(): void {
    Atomics.add(this.#shared.numbers, place.turns, 1);
  }

  /** Watches no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#letStrayErrorsGo?.();
    const { numbers } = this.#shared;
    Atomics.store(numbers, place.isOver, 1);
    Atomics.notify(numbers, place.isOver);
    await this.#thread?.terminate();
  }

  #tell(): void {
    const { numbers, name } = this.#shared;
    const running = this.#running.at(-1);
    Atomics.add(numbers, place.calls, 1);
    Atomics.store(numbers, place.hangMs, running?.hangMs ?? 0);
    if (!running) return;
    Atomics.store(numbers, place.stillMs, running.hangMs);
    Atomics.store(
      numbers,
      place.nameBytes,
      Buffer.from(name.buffer, name.byteOffset).write(running.name, "latin1"),
    );
  }

  #start(): void {
    if (this.#isClosed) return;
    this.#letStrayErrorsGo = containStrayErrors();
    this.#thread = startThread("./watchdog/worker.js", { workerData: this.#memory });
  }
}
