/** How much a client may do: `burst` at once, `perSecond` after it. */
export interface BudgetLimits {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket: what commands cost is taken out, time puts it back. */
export class Budget {
  #tokens = 0;
  #filledAt = 0;

  /** Fills the bucket, for a new client. */
  reset(limits: BudgetLimits | undefined, now: number): void {
    this.#tokens = limits?.burst ?? 0;
    this.#filledAt = now;
  }

  /** True if there is anything left to spend. */
  maySpend(limits: BudgetLimits, now: number): boolean {
    const gained = (Math.max(0, now - this.#filledAt) * limits.perSecond) / 1000;
    this.#tokens = Math.min(limits.burst, this.#tokens + gained);
    this.#filledAt = now;
    return this.#tokens > 0;
  }

  /** Takes the cost out; the bucket may go below zero, which delays what comes next. */
  spend(cost: number): void {
    this.#tokens -= cost;
  }
}
