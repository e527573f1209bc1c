/** What has to be done before a piece of work. */
export interface Beforehand {
  /** True if there is something. */
  readonly isWaiting: boolean;
  /** Does it; where it fails, so does the work. */
  settle(): Promise<void>;
}

/** Work that is done one piece after the other, in the order it was asked for. */
export class Turns {
  readonly #beforehand: Beforehand;
  #last: Promise<unknown> = Promise.resolve();

  constructor(beforehand: Beforehand) {
    this.#beforehand = beforehand;
  }

  /** Does the work when all before it is done; what fails is the matter of who asked for it. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(() => this.#begin(work));
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Nothing may come between the last look and the work. */
  async #begin<T>(work: () => Promise<T>): Promise<T> {
    while (this.#beforehand.isWaiting) await this.#beforehand.settle();
    return await work();
  }
}
