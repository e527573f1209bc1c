import { StoreError, type StoreEvent } from "../store.ts";
import { Backoff } from "./backoff.ts";
import type { MethodKind } from "./methods.ts";
import { isPassing } from "./sqlite-errors.ts";
import { type Call, errorFrom, type Outcome } from "./wire.ts";

/** How writes are gathered, and when they are given up. Times in milliseconds. */
export interface QueueLimits {
  /** History waits so long for company; a kill loses no more than that and the batch at work. */
  readonly flushAfter: number;
  /** So many rows are one transaction at most. */
  readonly flushRows: number;
  /** So many rows of history wait; further ones are refused. */
  readonly mostRows: number;
  /** So many facts wait; further ones are refused. */
  readonly mostFacts: number;
  /** A fact somebody waits for is given up after that. */
  readonly patience: number;
  /** The first pause before a write is tried again; each is twice the one before. */
  readonly firstRetry: number;
  readonly longestRetry: number;
  /** What cannot be stored while closing is given up after that. */
  readonly closePatience: number;
}

interface Waiting {
  readonly call: Call;
  readonly kind: MethodKind;
  readonly rows: number;
  readonly since: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** What the queue writes through. */
export interface BatchWriter {
  /** True once nothing can be written any more. */
  readonly isGone: boolean;
  /** Writes all in one transaction. */
  write(calls: readonly Call[]): Promise<readonly Outcome[]>;
}

/** Gathers writes into transactions, one at a time; what fails for now is tried again in the same order. */
export class WriteQueue {
  readonly #writer: BatchWriter;
  readonly #limits: QueueLimits;
  readonly #tell: (event: StoreEvent) => void;
  readonly #backoff: Backoff;
  readonly #facts: Waiting[] = [];
  readonly #history: Waiting[] = [];
  /** Rows in `#history`. */
  #rows = 0;
  #timer: NodeJS.Timeout | undefined;
  #isWriting = false;
  #hasTrouble = false;
  #refused = 0;
  #closing: { readonly deadline: number; readonly done: () => void } | undefined;
  #lost = 0;

  constructor(writer: BatchWriter, limits: QueueLimits, tell: (event: StoreEvent) => void) {
    this.#writer = writer;
    this.#limits = limits;
    this.#tell = tell;
    this.#backoff = new Backoff(limits.firstRetry, limits.longestRetry);
  }

  /** Rows that wait, those being written not among them. */
  get waiting(): number {
    return this.#facts.length + this.#rows;
  }

  /** Resolves with what the call gives once it is committed. */
  write(kind: MethodKind, call: Call): Promise<unknown> {
    if (this.#closing || this.#writer.isGone)
      return Promise.reject(new StoreError("UNAVAILABLE", "the store is closed"));
    const rows = rowsOf(call);
    const refusal = this.#refusal(kind, rows);
    if (refusal) return Promise.reject(refusal);
    return new Promise((resolve, reject) => {
      const waiting = { call, kind, rows, since: performance.now(), resolve, reject };
      (kind === "fact" ? this.#facts : this.#history).push(waiting);
      if (kind !== "fact") this.#rows += rows;
      this.#wake();
    });
  }

  /** Writes all that waits; gives how many writes could not be. */
  async close(): Promise<number> {
    await new Promise<void>((done) => {
      this.#closing = { deadline: performance.now() + this.#limits.closePatience, done };
      this.#backoff.cutShort();
      this.#wake();
    });
    return this.#lost;
  }

  #refusal(kind: MethodKind, rows: number): StoreError | undefined {
    const isCrowded =
      kind === "fact"
        ? this.#facts.length >= this.#limits.mostFacts
        : kind === "history" && this.#rows > 0 && this.#rows + rows > this.#limits.mostRows;
    if (!isCrowded) return undefined;
    if (this.#refused === 0) this.#tell({ type: "refusing", waiting: this.#rows });
    this.#refused += rows;
    return new StoreError("CROWDED", `${this.#rows} rows wait to be written; no more are taken`);
  }

  #wake(): void {
    if (this.#isWriting) return;
    if (this.#facts.length === 0 && this.#history.length === 0) {
      this.#closing?.done();
      return;
    }
    if (this.#facts.length > 0 || this.#rows >= this.#limits.flushRows || this.#closing) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), this.#limits.flushAfter);
  }

  // What comes in the same turn goes along.
  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isWriting = true;
    queueMicrotask(() => {
      this.#deliver(this.#take())
        .finally(() => {
          this.#isWriting = false;
          this.#wake();
        })
        .catch((error: unknown) => this.#tell({ type: "failed", message: String(error) }));
    });
  }

  #take(): readonly Waiting[] {
    const batch = this.#facts.splice(0, this.#limits.flushRows);
    let count = 0;
    let rows = 0;
    for (const waiting of this.#history) {
      if (rows > 0 && batch.length + rows + waiting.rows > this.#limits.flushRows) break;
      rows += waiting.rows;
      count += 1;
    }
    this.#rows -= rows;
    batch.push(...this.#history.splice(0, count));
    if (this.#refused > 0 && this.#rows <= this.#limits.mostRows / 2) this.#acceptAgain();
    return batch;
  }

  #acceptAgain(): void {
    this.#tell({ type: "accepting", refused: this.#refused });
    this.#refused = 0;
  }

  async #deliver(first: readonly Waiting[]): Promise<void> {
    for (let batch = first; batch.length > 0; batch = this.#patient(batch)) {
      try {
        const outcomes = await this.#writer.write(batch.map(({ call }) => call));
        this.#recovered();
        return settle(batch, outcomes);
      } catch (error) {
        if (!this.#mayTryAgain(error)) return this.#giveUp(batch, error);
        this.#inTrouble(error);
        await this.#backoff.pause();
      }
    }
  }

  #mayTryAgain(error: unknown): error is StoreError {
    if (!isPassing(error) || this.#writer.isGone) return false;
    return this.#closing === undefined || performance.now() < this.#closing.deadline;
  }

  #giveUp(batch: readonly Waiting[], error: unknown): void {
    if (error instanceof StoreError) this.#inTrouble(error);
    for (const { reject } of batch) reject(error);
    this.#lost += batch.length;
    if (!this.#writer.isGone && !this.#closing) return;
    // Nothing that waits would fare better.
    for (const { reject } of [...this.#facts.splice(0), ...this.#history.splice(0)]) {
      reject(error);
      this.#lost += 1;
    }
    this.#rows = 0;
  }

  // Somebody waits for a fact, and is told that it was not stored; history waits until it can be.
  #patient(batch: readonly Waiting[]): readonly Waiting[] {
    const oldest = performance.now() - this.#limits.patience;
    const isOverdue = ({ kind, since }: Waiting) => kind === "fact" && since < oldest;
    const overdue = batch.filter(isOverdue);
    while (this.#facts[0] && isOverdue(this.#facts[0])) overdue.push(...this.#facts.splice(0, 1));
    for (const { reject } of overdue)
      reject(new StoreError("UNAVAILABLE", "the store could not write it in time; it was not stored"));
    return batch.filter((waiting) => !isOverdue(waiting));
  }

  #inTrouble({ code, message }: StoreError): void {
    if (!this.#hasTrouble) this.#tell({ type: "trouble", code, message });
    this.#hasTrouble = true;
  }

  #recovered(): void {
    if (this.#hasTrouble) this.#tell({ type: "recovered" });
    this.#hasTrouble = false;
    this.#backoff.reset();
  }
}

function settle(batch: readonly Waiting[], outcomes: readonly Outcome[]): void {
  for (const [place, { resolve, reject }] of batch.entries()) {
    const outcome = outcomes[place];
    if (outcome?.ok) resolve(outcome.value);
    else reject(outcome ? errorFrom(outcome.error) : new Error("a write without an outcome"));
  }
}

// Many messages come in one call.
function rowsOf({ args }: Call): number {
  return Array.isArray(args[0]) ? Math.max(args[0].length, 1) : 1;
}
