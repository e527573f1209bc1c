/** Somebody whose question takes longer than one step. */
export interface Walker {
  /** Goes on for a moment; who is not at the end then asks for another turn. */
  walk(): void;
}

// All together, in one turn of the event loop: everybody else waits meanwhile.
const turnMs = 10;

/** Lets long questions go on, one after the other, a few milliseconds in each turn of the event loop. */
export class Walks {
  #waiting: Walker[] = [];
  readonly #endOfTurn: (then: () => void) => void;
  readonly #now: () => number;
  readonly #goOn = () => this.#turn();

  /** `endOfTurn` calls back at the end of the turn. */
  constructor(endOfTurn: (then: () => void) => void, now: () => number) {
    this.#endOfTurn = endOfTurn;
    this.#now = now;
  }

  /** True if somebody waits already: who comes now stands behind them. */
  get isBusy(): boolean {
    return this.#waiting.length > 0;
  }

  /** Puts somebody at the end of the queue. */
  add(walker: Walker): void {
    if (this.#waiting.push(walker) === 1) this.#endOfTurn(this.#goOn);
  }

  #turn(): void {
    const walkers = this.#waiting;
    const until = this.#now() + turnMs;
    let gone = 0;
    this.#waiting = [];
    do walkers[gone++]?.walk();
    while (gone < walkers.length && this.#now() < until);
    const left = walkers.slice(gone);
    if (left.length === 0) return;
    if (this.#waiting.length === 0) this.#endOfTurn(this.#goOn);
    this.#waiting = [...left, ...this.#waiting];
  }
}
