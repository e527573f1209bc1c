/** Has what concerns one key be done one after the other: what reads before it writes must not be overtaken. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Does it once all that came before is done, whatever became of that. */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(work, work);
    this.#last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (this.#last.get(key) === turn) this.#last.delete(key);
    }
  }
}
