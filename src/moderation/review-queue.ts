import type { AccountKey } from "../world/account.ts";
import type { MessageLine } from "../world/changes.ts";
import type { UserId } from "../world/ids.ts";
import type { HeldBook } from "./held-book.ts";

/** A message that waits for somebody to look at it. */
export interface HeldMessage {
  /** Counted from 1, on from those that wait at the start of the node. */
  readonly id: number;
  readonly user: UserId;
  /** The account they were in: by it they are known over a restart. */
  readonly account: AccountKey | undefined;
  /** `nick!user@host` of who said it, as they were. */
  readonly by: string;
  readonly verb: "PRIVMSG" | "NOTICE";
  /** As they were written, with commas between. */
  readonly targets: string;
  /** All of it; several lines are joined by line feeds. */
  readonly text: string;
  readonly lines: readonly MessageLine[] | undefined;
  readonly tags: string | undefined;
  /** The rule that holds it. */
  readonly rule: string;
  /** When it was said, in ms since 1970. */
  readonly at: number;
}

/** How many messages may wait, and for how long. */
export interface ReviewLimits {
  readonly held: number;
  readonly ms: number;
}

/** Messages that wait for review, in the order they came; the book follows. */
export class ReviewQueue {
  readonly #held = new Map<number, HeldMessage>();
  readonly #book: HeldBook;
  readonly #limits: () => ReviewLimits;
  #count = 0;

  constructor(book: HeldBook, limits: () => ReviewLimits) {
    this.#book = book;
    this.#limits = limits;
  }

  /** Takes in what waited before the start; what has waited for too long is dropped with the rest that has. */
  async load(): Promise<void> {
    for (const message of await this.#book.load()) {
      this.#held.set(message.id, message);
      this.#count = Math.max(this.#count, message.id);
    }
  }

  get size(): number {
    return this.#held.size;
  }

  /** Keeps a message; `undefined` if too many wait, of all or of this user. */
  hold(message: Omit<HeldMessage, "id">): HeldMessage | undefined {
    const { held: most } = this.#limits();
    const own = this.list().filter((other) => isOfOne(message, other));
    // One alone must not fill it: what others say would be refused.
    if (this.size >= most || own.length >= Math.max(1, most / 10)) return undefined;
    this.#count += 1;
    const held = { ...message, id: this.#count };
    this.putBack(held);
    return held;
  }

  /** Has a message wait, or go on waiting. */
  putBack(message: HeldMessage): void {
    this.#held.set(message.id, message);
    this.#book.put(message);
  }

  list(): readonly HeldMessage[] {
    return [...this.#held.values()].sort((one, other) => one.id - other.id);
  }

  /** Takes a message out: somebody has decided. */
  take(id: number): HeldMessage | undefined {
    const held = this.#held.get(id);
    if (held) this.#drop(held);
    return held;
  }

  /** An account is gone, and with it what its owner has said. */
  forget(account: AccountKey): void {
    for (const message of this.list()) if (message.account === account) this.#drop(message);
  }

  /** Takes out what has waited for too long. */
  expired(now: number): readonly HeldMessage[] {
    const { ms } = this.#limits();
    const over = this.list().filter(({ at }) => now - at >= ms);
    for (const message of over) this.#drop(message);
    return over;
  }

  #drop({ id }: HeldMessage): void {
    this.#held.delete(id);
    this.#book.drop(id);
  }
}

type Author = Pick<HeldMessage, "user" | "account">;

function isOfOne(one: Author, other: Author): boolean {
  return one.user === other.user || (one.account !== undefined && one.account === other.account);
}
