import type { MessageLine } from "../world/changes.ts";
import type { UserId } from "../world/ids.ts";

/** A message that waits for somebody to look at it. */
export interface HeldMessage {
  /** Counted from 1 since the start of the node. */
  readonly id: number;
  readonly user: UserId;
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

/** Messages that wait for review, in the order they came; in memory, as what was never said. */
export class ReviewQueue {
  readonly #held = new Map<number, HeldMessage>();
  readonly #limits: () => ReviewLimits;
  #count = 0;

  constructor(limits: () => ReviewLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#held.size;
  }

  /** Keeps a message; `undefined` if too many wait, of all or of this user. */
  hold(message: Omit<HeldMessage, "id">): HeldMessage | undefined {
    const { held: most } = this.#limits();
    const own = this.list().filter(({ user }) => user === message.user);
    // One alone must not fill it: what others say would be refused.
    if (this.size >= most || own.length >= Math.max(1, most / 10)) return undefined;
    this.#count += 1;
    const held = { ...message, id: this.#count };
    this.#held.set(held.id, held);
    return held;
  }

  list(): readonly HeldMessage[] {
    return [...this.#held.values()];
  }

  /** Takes a message out: somebody has decided. */
  take(id: number): HeldMessage | undefined {
    const held = this.#held.get(id);
    this.#held.delete(id);
    return held;
  }

  /** Takes out what has waited for too long. */
  expired(now: number): readonly HeldMessage[] {
    const { ms } = this.#limits();
    const over = this.list().filter(({ at }) => now - at >= ms);
    for (const { id } of over) this.#held.delete(id);
    return over;
  }
}
