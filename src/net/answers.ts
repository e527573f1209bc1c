/** An answer, and for how many seconds it may be used again. */
export interface Answer<T> {
  readonly answer: T;
  readonly seconds: number;
}

interface Remembered<T> {
  readonly answer: T;
  readonly until: number;
}

/** Remembers answers for a while, those that were given last; who asks while a question is open waits for its answer. */
export class Answers<T> {
  readonly #most: number;
  readonly #now: () => number;
  // The oldest stand first.
  readonly #remembered = new Map<string, Remembered<T>>();
  readonly #open = new Map<string, Promise<T>>();

  /** `most` is how many are remembered, `now` the time in ms. */
  constructor(most: number, now: () => number) {
    this.#most = most;
    this.#now = now;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#remembered.size;
  }

  /** The answer to what goes by that name: the one of before, or what the question brings. No answer is not remembered. */
  ask(name: string, question: () => Promise<Answer<T>>): Promise<T> {
    const known = this.#remembered.get(name);
    if (known && this.#now() < known.until) return Promise.resolve(known.answer);
    const open = this.#open.get(name) ?? this.#take(name, question).finally(() => this.#open.delete(name));
    this.#open.set(name, open);
    return open;
  }

  async #take(name: string, question: () => Promise<Answer<T>>): Promise<T> {
    const { answer, seconds } = await question();
    this.#remembered.delete(name);
    if (seconds > 0) this.#remembered.set(name, { answer, until: this.#now() + seconds * 1000 });
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= this.#most) break;
      this.#remembered.delete(oldest);
    }
    return answer;
  }
}
