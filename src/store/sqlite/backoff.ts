/** Pauses that grow while something keeps failing. */
export class Backoff {
  readonly #first: number;
  readonly #longest: number;
  #next: number;
  #isShort = false;
  #end: () => void = () => undefined;

  constructor(first: number, longest: number) {
    this.#first = first;
    this.#longest = longest;
    this.#next = first;
  }

  /** Waits, twice as long as the last time. */
  pause(): Promise<void> {
    const length = this.#isShort ? this.#first : this.#next;
    this.#next = Math.min(this.#next * 2, this.#longest);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, length);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** It no longer fails. */
  reset(): void {
    this.#next = this.#first;
  }

  /** Ends the pause at once, and keeps those to come short. */
  cutShort(): void {
    this.#isShort = true;
    this.#end();
  }
}
