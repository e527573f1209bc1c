import type { Worker } from "node:worker_threads";
import { PluginError, PluginGone, reasonIn } from "../plugin-error.ts";
import { startThread } from "../start-thread.ts";
import { OpenQuestions, type Waiting } from "./open-questions.ts";
import type { Beginning, Order, Report, Work } from "./wire.ts";

/** What a thread reports besides the answers it owes. */
export type OnReport = (
  report: Exclude<Report, { readonly type: "loaded" | "answer" | "ready" | "refused" | "pong" }>,
) => void;

const memoryMb = 256;

/** The thread of one plugin, seen from outside: it can be ended, whatever the plugin does. */
export class PluginWorker {
  readonly #worker: Worker;
  readonly #onReport: OnReport;
  readonly #works = new OpenQuestions();
  /** What comes first: that it is loaded, then that it is set up. */
  readonly #steps: Waiting[] = [];
  #gone: PluginGone | undefined;
  /** How often it has shown to be alive. */
  signs = 0;

  constructor(beginning: Beginning, onReport: OnReport, failed: (error: Error) => void) {
    this.#onReport = onReport;
    this.#worker = startThread("./isolated/worker.js", {
      workerData: beginning,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    this.#worker.on("message", (report: Report) => {
      try {
        this.#take(report);
      } catch (error) {
        // Whatever runs in the thread can send what is no report.
        failed(error instanceof Error ? error : new Error(reasonIn(error)));
      }
    });
    const end = (why: string) => {
      if (this.#gone) return;
      failed(this.#end(why));
    };
    this.#worker.on("error", (error) => end(reasonIn(error)));
    this.#worker.on("exit", () => end("it has ended its thread"));
  }

  /** Resolves when the plugin is loaded or set up, whichever is next; rejects with a PluginError if it cannot be. */
  step<T>(): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#gone) reject(this.#gone);
      else this.#steps.push({ resolve: (value) => resolve(value as T), reject });
    });
  }

  send(order: Order): void {
    this.#worker.postMessage(order);
  }

  /** Has the plugin do something, and gives what comes of it. */
  do(work: Work): Promise<unknown> {
    if (this.#gone) return Promise.reject(this.#gone);
    return this.#works.ask((id) => this.send({ type: "work", id, work }));
  }

  /** Ends the thread, in the middle of whatever it is at; who waits for it is told why. */
  async end(why: string): Promise<void> {
    if (!this.#gone) this.#end(why);
    await this.#worker.terminate();
  }

  #take(report: Report): void {
    this.signs += 1;
    switch (report.type) {
      case "loaded":
        return this.#steps.shift()?.resolve(report);
      case "ready":
        return this.#steps.shift()?.resolve(report.rows);
      case "refused":
        return this.#steps.shift()?.reject(new PluginError(report.message));
      case "answer":
        return this.#works.answered(report.id, report.answer);
      case "pong":
        return;
      default:
        return this.#onReport(report);
    }
  }

  #end(why: string): PluginGone {
    const gone = new PluginGone(why);
    this.#gone = gone;
    for (const { reject } of this.#steps) reject(gone);
    this.#steps.length = 0;
    this.#works.end(gone);
    return gone;
  }
}
