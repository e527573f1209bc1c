/** How much a client may do: `burst` at once, `perSecond` after it. */
export interface BudgetLimits {
  readonly burst: number;
  readonly perSecond: number;
}

/** A token bucket: what commands cost is taken out, time puts it back. */
export class Budget {
  #tokens: number;
  #filledAt: number;

  constructor(limits: BudgetLimits, now: number) {
    this.#tokens = limits.burst;
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
