import { AttemptGate } from "./attempt-gate.ts";
import { placeOf } from "./place-of.ts";

/** Who tries what, from where. */
export interface Attempt {
  readonly address: string;
  /** The folded account; left out where none is named. */
  readonly account?: string | undefined;
}

/** What counts attempts besides the attempts themselves. */
export interface AttemptParts {
  /** The time in ms. */
  readonly now: () => number;
  /** True while nothing is limited; left out: never. */
  readonly isUnlimited?: () => boolean;
}

/** Lets people prove who they are, a few at a time from one place: guessing passwords is to be slow. */
export class LoginAttempts {
  readonly #parts: AttemptParts;
  readonly #places = new AttemptGate({ most: 5, mostWaiting: 256 });
  // From many places at once; more than from one, so that no single stranger can keep an account's owner out.
  readonly #accounts = new AttemptGate({ most: 30, mostWaiting: 256 });

  constructor(parts: AttemptParts) {
    this.#parts = parts;
  }

  /** Does the work if there were not too many failures from there, or for that account; `isFailure` judges it. */
  async judge<T>(
    attempt: Attempt,
    work: () => Promise<T>,
    isFailure: (outcome: T) => boolean,
  ): Promise<T | "too-often"> {
    if (this.#parts.isUnlimited?.()) return await work();
    const { address, account } = attempt;
    const judgeAccount = () =>
      account === undefined ? work() : this.#through(this.#accounts, account, work, isFailure);
    // A place that is refused takes nothing from the account's count.
    return await this.#through(
      this.#places,
      placeOf(address),
      judgeAccount,
      (outcome) => outcome !== "too-often" && isFailure(outcome),
    );
  }

  /** How many places and accounts are remembered. */
  get remembered(): number {
    return this.#places.remembered + this.#accounts.remembered;
  }

  async #through<T>(
    gate: AttemptGate,
    key: string,
    work: () => Promise<T>,
    isFailure: (outcome: T) => boolean,
  ): Promise<T | "too-often"> {
    const { now } = this.#parts;
    if (!(await gate.enter(key, now()))) return "too-often";
    let hasFailed = false;
    try {
      const outcome = await work();
      hasFailed = isFailure(outcome);
      return outcome;
    } finally {
      gate.leave(key, now(), hasFailed);
    }
  }
}
