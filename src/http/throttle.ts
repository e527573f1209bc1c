/** At most so many in so many seconds, each. */
export interface ThrottleLimit {
  /** 0: any number. */
  readonly count: number;
  readonly seconds: number;
}

// Who asks less often than all these others is forgotten first, and begins anew.
const mostKnown = 10_000;

/** How often each of many has asked lately: a bucket each, in a bounded table. */
export class Throttle {
  readonly #limit: () => ThrottleLimit;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(limit: () => ThrottleLimit, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Seconds until this one may ask again; 0: it may now, and has. */
  wait(who: string): number {
    const { count, seconds } = this.#limit();
    if (count === 0) return 0;
    const now = this.#now();
    const before = this.#buckets.get(who) ?? { left: count, at: now };
    const left = Math.min(count, before.left + (Math.max(0, now - before.at) / 1000) * (count / seconds));
    // Whoever has asked last stands last.
    this.#buckets.delete(who);
    this.#buckets.set(who, { left: left < 1 ? left : left - 1, at: now });
    for (const oldest of this.#buckets.keys()) {
      if (this.#buckets.size <= mostKnown) break;
      this.#buckets.delete(oldest);
    }
    return left < 1 ? Math.ceil((1 - left) * (seconds / count)) : 0;
  }
}
