import { ownCopy } from "../protocol/text.ts";

const withinMs = 60_000;
// Who tries ever new keys must not fill the memory: past this the oldest are forgotten.
const mostKeys = 10_000;

/** Counts how often something was tried in a minute, by a key such as an address. */
export class AttemptCounter {
  readonly #most: number;
  /** In the order of the first attempt. */
  readonly #keys = new Map<string, { readonly began: number; count: number }>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts one more; false if there were too many. */
  begin(key: string, now: number): boolean {
    const tried = this.#keys.get(key);
    if (tried && now >= tried.began && now < tried.began + withinMs) {
      tried.count += 1;
      return tried.count <= this.#most;
    }
    this.#keys.delete(key);
    this.#keys.set(ownCopy(key), { began: now, count: 1 });
    const [oldest] = this.#keys.keys();
    if (this.#keys.size > mostKeys && oldest !== undefined) this.#keys.delete(oldest);
    return true;
  }

  /** One was right: it counts no more. */
  succeeded(key: string): void {
    const tried = this.#keys.get(key);
    if (tried && tried.count > 0) tried.count -= 1;
  }

  /** How many keys are remembered. */
  get remembered(): number {
    return this.#keys.size;
  }
}
