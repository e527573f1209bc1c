import { ownCopy } from "../protocol/text.ts";

/** How much may be tried. */
export interface GateLimits {
  /** Failures in a minute, together with what is not known yet. */
  readonly most: number;
  /** Who waits until it is known whether an earlier attempt has failed. */
  readonly mostWaiting: number;
}

interface Trying {
  running: number;
  readonly waiting: ((mayTry: boolean) => void)[];
}

const withinMs = 60_000;
// Who tries ever new keys must not fill the memory: past this the oldest are forgotten.
const mostKeys = 10_000;

/**
 * Lets a few at a time try something under a key such as an address, and nobody after so many failures in a minute.
 * Those who are right, however many, only wait for each other.
 */
export class AttemptGate {
  readonly #limits: GateLimits;
  /** In the order of the first failure. */
  readonly #failures = new Map<string, { readonly began: number; count: number }>();
  /** Whose attempts are not over. */
  readonly #trying = new Map<string, Trying>();

  constructor(limits: GateLimits) {
    this.#limits = limits;
  }

  /** Whether one more may be tried now, or once others are done; then it has to be ended with `leave`. */
  enter(key: string, now: number): boolean | Promise<boolean> {
    const { most, mostWaiting } = this.#limits;
    const failed = this.#failed(key, now);
    if (failed >= most) return false;
    const trying = this.#trying.get(key) ?? { running: 0, waiting: [] };
    if (trying.running + failed < most) {
      if (trying.running === 0) this.#trying.set(ownCopy(key), trying);
      trying.running += 1;
      return true;
    }
    if (trying.waiting.length >= mostWaiting) return false;
    return new Promise((goOn) => trying.waiting.push(goOn));
  }

  /** An attempt is over. */
  leave(key: string, now: number, hasFailed: boolean): void {
    if (hasFailed) this.#count(key, now);
    const trying = this.#trying.get(key);
    if (!trying) return;
    trying.running -= 1;
    this.#letIn(trying, this.#failed(key, now));
    if (trying.running === 0) this.#trying.delete(key);
  }

  /** How many keys are remembered. */
  get remembered(): number {
    return this.#failures.size + this.#trying.size;
  }

  #letIn(trying: Trying, failed: number): void {
    const { most } = this.#limits;
    if (failed >= most) for (const refuse of trying.waiting.splice(0)) refuse(false);
    while (trying.running + failed < most) {
      const next = trying.waiting.shift();
      if (!next) return;
      trying.running += 1;
      next(true);
    }
  }

  #failed(key: string, now: number): number {
    const tried = this.#failures.get(key);
    return tried && isRecent(tried.began, now) ? tried.count : 0;
  }

  #count(key: string, now: number): void {
    const tried = this.#failures.get(key);
    if (tried && isRecent(tried.began, now)) {
      tried.count += 1;
      return;
    }
    this.#failures.delete(key);
    this.#failures.set(ownCopy(key), { began: now, count: 1 });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > mostKeys && oldest !== undefined) this.#failures.delete(oldest);
  }
}

function isRecent(began: number, now: number): boolean {
  return now >= began && now < began + withinMs;
}
