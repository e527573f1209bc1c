// To count millions of rows takes a while, and whoever scrapes does so several times a minute.
const keptMs = 5 * 60_000;

/** A count that is dear: asked for anew only now and then. */
export class CountedRows {
  readonly #ask: () => Promise<number>;
  readonly #now: () => number;
  #counted: { readonly rows: Promise<number | undefined>; readonly at: number } | undefined;

  constructor(ask: () => Promise<number>, now: () => number) {
    this.#ask = ask;
    this.#now = now;
  }

  /** How many there were at the last count; `undefined` if they could not be counted. */
  count(): Promise<number | undefined> {
    const now = this.#now();
    if (!this.#counted || now - this.#counted.at >= keptMs) {
      const rows = this.#ask().catch(() => undefined);
      this.#counted = { rows, at: now };
    }
    return this.#counted.rows;
  }
}
