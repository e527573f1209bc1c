import type { Scheduled, TimerWheel } from "../sessions/timer-wheel.ts";
import type { StopTimer } from "./plugin-api.ts";
import type { Supervisor } from "./supervisor.ts";

// For how long what a timer begins may take.
const workMs = 60_000;
const longestSeconds = 10_000_000;
const mostTimers = 1000;

/** The timers of a plugin: they stand in the server's wheel from when it is in force, and go with it. */
export class PluginTimers {
  readonly #plugin: Supervisor;
  readonly #wheel: TimerWheel;
  readonly #now: () => number;
  readonly #timers = new Set<PluginTimer>();
  #isRunning = false;

  constructor(plugin: Supervisor, wheel: TimerWheel, now: () => number) {
    this.#plugin = plugin;
    this.#wheel = wheel;
    this.#now = now;
  }

  add(seconds: number, work: () => unknown, repeats: boolean): StopTimer {
    if (!(seconds > 0 && seconds <= longestSeconds))
      throw new TypeError(`a timer takes a number of seconds above 0, up to ${longestSeconds}`);
    if (typeof work !== "function") throw new TypeError("a timer takes what it does, as a function");
    if (this.#timers.size >= mostTimers) throw new RangeError(`a plugin may have ${mostTimers} timers`);
    const doing = repeats ? `a timer of every ${seconds} s` : `a timer in ${seconds} s`;
    const timer = new PluginTimer(seconds * 1000, repeats, () => this.#ring(timer, doing, work));
    this.#timers.add(timer);
    if (this.#isRunning) this.#wind(timer);
    return () => this.#stop(timer);
  }

  /** Winds all of them up. */
  begin(): void {
    this.#isRunning = true;
    for (const timer of this.#timers) this.#wind(timer);
  }

  end(): void {
    for (const timer of [...this.#timers]) this.#stop(timer);
  }

  #wind(timer: PluginTimer): void {
    this.#wheel.schedule(timer, timer.wind(this.#now()));
  }

  #ring(timer: PluginTimer, doing: string, work: () => unknown): void {
    if (!timer.repeats) this.#timers.delete(timer);
    // What it fails with is contained and counted.
    this.#plugin.wait(doing, work, workMs).catch((error: unknown) => this.#plugin.fail(doing, error));
  }

  #stop(timer: PluginTimer): void {
    timer.isStopped = true;
    this.#timers.delete(timer);
    this.#wheel.cancel(timer);
  }
}

class PluginTimer implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  isStopped = false;
  readonly repeats: boolean;
  readonly #ms: number;
  readonly #ring: () => void;
  #at = 0;

  constructor(ms: number, repeats: boolean, ring: () => void) {
    this.#ms = ms;
    this.repeats = repeats;
    this.#ring = ring;
  }

  /** Sets when it rings next, and gives that. */
  wind(now: number): number {
    this.#at = now + this.#ms;
    return this.#at;
  }

  // The wheel looks early at what lies beyond its ring.
  due(now: number): number | undefined {
    if (now < this.#at) return this.#at;
    this.#ring();
    return this.repeats && !this.isStopped ? this.wind(now) : undefined;
  }
}
