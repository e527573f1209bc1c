import type { Entry, Log, Origin, Request } from "./log.ts";

/** What the log asks of its node: the time, and ids nobody else gives. */
export interface EntryFacts {
  now(): number;
  nextId(): string;
}

/** The log of one process: nothing is kept, an entry is applied in the turn it is appended in. */
export class MemoryLog implements Log {
  readonly #facts: EntryFacts;
  readonly #apply: (entry: Entry) => void;
  readonly #waiting: Entry[] = [];
  #seq: number;
  #applying = false;

  /** Counts on from the last entry that was ever recorded. */
  constructor(facts: EntryFacts, apply: (entry: Entry) => void, lastSeq = 0) {
    this.#seq = lastSeq;
    this.#facts = facts;
    this.#apply = apply;
  }

  append(origin: Origin, request: Request): void {
    this.#seq += 1;
    const entry = { seq: this.#seq, at: this.#facts.now(), id: this.#facts.nextId(), origin, request };
    // Called while an entry is applied or delivered, it waits its turn: no recursion, one order.
    if (this.#applying) {
      this.#waiting.push(entry);
      return;
    }
    this.#applying = true;
    try {
      this.#apply(entry);
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#apply(next);
    } finally {
      this.#applying = false;
    }
  }
}
