const RUN_LETTERS = 3;

/** Hands out nicks and channel names that no case of this or another run has used. */
export class Names {
  readonly #run = Math.random()
    .toString(36)
    .slice(2, 2 + RUN_LETTERS)
    .padEnd(RUN_LETTERS, "x");
  #given = 0;

  /** At most eight characters: some servers still allow only nine. */
  nick(): string {
    return `n${this.#run}${this.#next()}`;
  }

  /** A regular channel. */
  channel(): string {
    return `#c${this.#run}${this.#next()}`;
  }

  #next(): string {
    this.#given += 1;
    return this.#given.toString(36).padStart(3, "0");
  }
}
