import { AsyncLocalStorage } from "node:async_hooks";
import type { TimerWheel } from "../sessions/timer-wheel.ts";
import { Deadline } from "./deadline.ts";
import { PluginGone, textOfError } from "./plugin-error.ts";
import { isThenable, settled } from "./thenable.ts";

/** What is told while a plugin's code runs; for who watches that it comes back. */
export interface Heartbeat {
  /** A plugin's code begins to run, for so long at most. */
  enter(plugin: string, hangMs: number): void;
  leave(): void;
  /** So many promises of plugins more are waited for, or fewer. */
  waits(more: 1 | -1): void;
}

/** What a plugin may take. */
export interface PluginLimits {
  /** For how many ms it may hold the server up at once. */
  readonly budgetMs: number;
  /** For how many ms it may not come back until the process is ended. */
  readonly hangMs: number;
  /** How often it may fail within a minute. */
  readonly failures: number;
}

/** What surrounds a plugin that is watched. */
export interface SupervisorRim {
  readonly wheel: TimerWheel;
  readonly heartbeat: Heartbeat;
  now(): number;
  log(doing: string, error: string): void;
  /** The plugin is to be used no more. */
  switchOff(reason: string): void;
}

/** What came of a plugin's work; `undefined`: it failed. */
export type Outcome<T> = { readonly value: T } | undefined;

const minuteMs = 60_000;
// Work of one plugin that is waited for; what is beyond that fails at once.
const mostWaiting = 1000;

/** Whose code it is that runs now, and what follows from it. */
export const running = new AsyncLocalStorage<Supervisor>();

/** Runs the code of one plugin: whatever it does is contained, logged with its name, measured and counted. */
export class Supervisor {
  readonly name: string;
  calls = 0;
  failures = 0;
  /** For how many ms its code has run. */
  ranMs = 0;
  isOn = true;
  waiting = 0;
  readonly #limits: PluginLimits;
  readonly #rim: SupervisorRim;
  #recent: number[] = [];
  /** Errors that were counted: they may come by again on their way out of the plugin. */
  readonly #counted = new WeakSet<object>();

  constructor(name: string, limits: PluginLimits, rim: SupervisorRim) {
    this.name = name;
    this.#limits = limits;
    this.#rim = rim;
  }

  /** Has the plugin do something at once; once it is switched off, nothing but what clears away. */
  run<T>(doing: string, work: () => T, clears = false): Outcome<T> {
    if (!this.isOn && !clears) return undefined;
    this.calls += 1;
    const began = performance.now();
    this.#rim.heartbeat.enter(this.name, this.#limits.hangMs);
    try {
      return { value: running.run(this, work) };
    } catch (error) {
      this.fail(doing, error);
      return undefined;
    } finally {
      this.#rim.heartbeat.leave();
      this.#took(doing, performance.now() - began);
    }
  }

  /** Has the plugin do something that may take a while, but no longer than so many ms. */
  async wait<T>(doing: string, work: () => T | Promise<T>, ms: number, clears = false): Promise<Outcome<T>> {
    const begun = this.run(doing, () => settled(work()), clears);
    if (!begun) return undefined;
    return await this.await(doing, begun.value, ms);
  }

  /** Waits for what the plugin has begun; the promise is one of our own (`settled`). */
  await<T>(doing: string, promise: Promise<T>, ms: number): Promise<Outcome<T>> {
    if (this.waiting >= mostWaiting) {
      this.fail(doing, new Error(`more than ${mostWaiting} of its promises are waited for`));
      promise.catch((error: unknown) => this.fail(doing, error));
      return Promise.resolve(undefined);
    }
    this.#waits(1);
    return new Promise((resolve) => {
      const settle = (outcome: Outcome<T>) => {
        if (deadline.isOver) return;
        deadline.isOver = true;
        this.#rim.wheel.cancel(deadline);
        this.#waits(-1);
        resolve(outcome);
      };
      const deadline = new Deadline(() => {
        this.#waits(-1);
        this.fail(doing, new Error(`its promise has not settled within ${ms / 1000} seconds`));
        resolve(undefined);
      });
      this.#rim.wheel.schedule(deadline, this.#rim.now() + ms);
      promise.then(
        (value) => settle({ value }),
        (error: unknown) => {
          if (!deadline.isOver) this.fail(doing, error);
          settle(undefined);
        },
      );
    });
  }

  /** Asks the plugin something, and reads what it gives: at once unless that is a promise, and then within so many ms. */
  ask<T, R>(
    doing: string,
    work: () => T | PromiseLike<T>,
    read: (given: T) => R,
    ms: number,
  ): Outcome<R> | Promise<Outcome<R>> {
    const begun = this.run(doing, () => {
      const given = work();
      return isThenable(given) ? { promise: settled(given) } : { value: read(given) };
    });
    if (!begun) return undefined;
    if (!begun.value.promise) return begun.value;
    return this.await(doing, begun.value.promise, ms).then(
      (given) => given && this.run(doing, () => read(given.value)),
    );
  }

  #waits(more: 1 | -1): void {
    this.waiting += more;
    this.#rim.heartbeat.waits(more);
  }

  /** The plugin has done what it must not. */
  fail(doing: string, error: unknown): void {
    if (!this.isOn || this.#isCounted(error)) return;
    this.failures += 1;
    this.#rim.log(doing, textOfError(error));
    if (error instanceof PluginGone) return this.#rim.switchOff(error.message);
    const now = this.#rim.now();
    this.#recent = [...this.#recent.filter((at) => now - at < minuteMs), now];
    if (this.#recent.length >= this.#limits.failures)
      this.#rim.switchOff(`it has failed ${this.#recent.length} times within a minute`);
  }

  #isCounted(error: unknown): boolean {
    if (typeof error !== "object" || error === null) return false;
    if (this.#counted.has(error)) return true;
    this.#counted.add(error);
    return false;
  }

  #took(doing: string, ms: number): void {
    this.ranMs += ms;
    if (ms > this.#limits.budgetMs && this.isOn)
      this.#rim.switchOff(
        `it has held the server up for ${Math.round(ms)} ms in ${doing}, and may for ${this.#limits.budgetMs}`,
      );
  }
}
