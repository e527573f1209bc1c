import type { NewMessage, ReactionRow } from "../store/port/messages.ts";
import { type Store, StoreError } from "../store/store.ts";

/** What the recorder writes through. */
export interface RecorderParts {
  readonly store: Pick<Store, "messages" | "reactions" | "watch">;
  /** Calls back at the end of the turn of the event loop. */
  endOfTurn(then: () => void): void;
  /** Something could not be kept, for another reason than that the store is full, crowded or gone: it told of that. */
  failed(error: unknown): void;
}

/**
 * Gives the store what is to be kept, in the order of the log: the rows of whole entries, once in each turn of the
 * event loop, and nobody waits. What the store refuses is lost, and counted; what comes later is kept again.
 */
export class Recorder {
  readonly #parts: RecorderParts;
  #rows: NewMessage[] = [];
  #upTo = 0;
  #isScheduled = false;
  #hasTrouble = false;
  /** All that was handed over and is not settled. */
  readonly #pending = new Set<Promise<void>>();
  /** Channels that are no more, of which the store has history. */
  readonly #leftBehind = new Set<string>();
  readonly #whenTrouble = new Set<() => void>();
  readonly #flush = () => this.flush();
  /** Rows that the store would not take. */
  lost = 0;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    parts.store.watch(({ type }) => {
      if (type === "trouble" || type === "failed") this.#inTrouble();
      if (type === "recovered") this.#hasTrouble = false;
    });
  }

  /** Keeps a row of the entry with this number. */
  add(row: NewMessage): void {
    this.#rows.push(row);
    this.#upTo = row.seq;
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#parts.endOfTurn(this.#flush);
  }

  /** Keeps a reaction, unless it is there already. */
  react(reaction: ReactionRow): void {
    this.#after(() => this.#parts.store.reactions.add(reaction));
  }

  /** Lets go of a reaction. */
  unreact({ message, by, value }: Pick<ReactionRow, "message" | "by" | "value">): void {
    this.#after(() => this.#parts.store.reactions.remove(message, by, value));
  }

  /** Takes a message out, and what was said by reacting to it. */
  redact(target: string, id: string): void {
    this.#after(() => this.#parts.store.messages.redact(target, id));
  }

  /** A channel is gone, and the store has history of it: nothing of that may be there when there is one again. */
  leftBehind(target: string): void {
    this.#leftBehind.add(target);
  }

  /** There is such a channel: it inherits nothing. */
  made(target: string): void {
    if (this.#leftBehind.delete(target)) this.forget(target);
  }

  /** Forgets one of those that are gone; false if there is none left. */
  async forgetNext(): Promise<boolean> {
    const [target] = this.#leftBehind;
    if (target === undefined) return false;
    this.#leftBehind.delete(target);
    const forgotten = this.#parts.store.messages.forget(target);
    this.#watch(forgotten);
    await forgotten;
    return true;
  }

  /** Puts another text in the place of a message's, for the search too. */
  edit(target: string, id: string, to: Pick<NewMessage, "text" | "payload" | "folded">): void {
    this.#after(() => this.#parts.store.messages.edit(target, id, to));
  }

  /** From now on the target has no history. */
  forget(target: string): void {
    this.#rows = this.#rows.filter((row) => row.target !== target);
    this.#after(() => this.#parts.store.messages.forget(target));
  }

  /** A channel goes by another key, with all that was said. */
  rename(from: string, to: string): void {
    // Nothing is moved where nothing was kept, and then what was left there would stay.
    this.made(to);
    this.#after(() => this.#parts.store.messages.rename(from, to));
  }

  /** Hands over what was gathered. */
  flush(): void {
    this.#isScheduled = false;
    const rows = this.#rows;
    if (rows.length === 0) return;
    this.#rows = [];
    this.#watch(
      this.#parts.store.messages.record(rows, this.#upTo).catch((error: unknown) => {
        this.lost += rows.length;
        throw error;
      }),
    );
  }

  /** Resolves when all that was handed over is kept, or known to be lost; at once while the store cannot write. */
  async settled(): Promise<void> {
    this.flush();
    if (this.#hasTrouble || this.#pending.size === 0) return;
    const all = Promise.all(this.#pending);
    await new Promise<void>((resolve) => {
      this.#whenTrouble.add(resolve);
      all.then(() => resolve(), resolve).finally(() => this.#whenTrouble.delete(resolve));
    });
  }

  #inTrouble(): void {
    this.#hasTrouble = true;
    for (const resolve of this.#whenTrouble) resolve();
    this.#whenTrouble.clear();
  }

  #after(work: () => Promise<unknown>): void {
    this.flush();
    this.#watch(work());
  }

  #watch(work: Promise<unknown>): void {
    const watched = work
      .then(
        () => undefined,
        (error: unknown) => {
          const isTold =
            error instanceof StoreError && (error.code === "CROWDED" || error.code === "UNAVAILABLE");
          if (!isTold) this.#parts.failed(error);
        },
      )
      .finally(() => this.#pending.delete(watched));
    this.#pending.add(watched);
  }
}
