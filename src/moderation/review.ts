import type { ActOutcome, ServerAct } from "../log/log.ts";
import { isRefused } from "../protocol/reply.ts";
import type { AccountKey } from "../world/account.ts";
import type { HeldMessage, ReviewQueue } from "./review-queue.ts";

/** Says what waited. */
export type Release = Extract<ServerAct, { readonly does: "release" }>;

/** What reviewing takes from its node. */
export interface ReviewParts {
  readonly queue: ReviewQueue;
  /**
   * Has a message said at its place in the log, once those have judged it who have not yet: filters and limits have, when
   * it was held. Gives what of it was refused, or that nothing has come back.
   */
  release(act: Release, by: string): Promise<ActOutcome>;
  /** Tells the author of a message, if they are here. */
  tellAuthor(message: HeldMessage, text: string): void;
  /** Tells operators. */
  tell(text: string): void;
  now(): number;
}

/**
 * What an operator's decision led to: done, no such message, its author is gone for good, or is not here and may be again,
 * or nothing has come back.
 */
export type Decided = "done" | "unknown" | "author-gone" | "author-away" | "late";

/** Decides on messages that wait: said in their author's name, now, or not at all; their author is told. */
export class Review {
  readonly #parts: ReviewParts;
  /** What is being let go: it waits no more, and may again. */
  readonly #leaving = new Set<HeldMessage>();

  constructor(parts: ReviewParts) {
    this.#parts = parts;
  }

  /** What waits, the oldest first. */
  list(): readonly HeldMessage[] {
    this.expire();
    return this.#parts.queue.list();
  }

  /** Has a message said. */
  async approve(id: number, by: string): Promise<Decided> {
    const held = this.#take(id);
    if (!held) return "unknown";
    this.#leaving.add(held);
    const refusals = await this.#parts.release(releaseOf(held), by);
    const mayReturn = this.#leaving.delete(held) && held.account !== undefined;
    if (refusals === "late") return "late";
    if (refusals.some(isRefused)) return this.#notThere(held, mayReturn);
    const { targets } = held;
    this.#parts.tellAuthor(held, `*** Your message to ${targets} was approved`);
    this.#parts.tell(`${by} approved message ${id} of ${held.by} to ${targets}`);
    return "done";
  }

  /** Drops a message; the author reads the reason, if there is one. */
  reject(id: number, by: string, reason: string): Decided {
    const held = this.#take(id);
    if (!held) return "unknown";
    const why = reason === "" ? "" : ` (${reason})`;
    this.#parts.tellAuthor(held, `*** Your message to ${held.targets} was not approved${why}`);
    this.#parts.tell(`${by} rejected message ${id} of ${held.by} to ${held.targets}${why}`);
    return "done";
  }

  /** Drops what nobody has looked at in time. */
  expire(): void {
    const { queue, now, tellAuthor } = this.#parts;
    for (const held of queue.expired(now()))
      tellAuthor(held, `*** Your message to ${held.targets} was not sent: nobody has looked at it in time`);
  }

  /** An account is gone, and with it what its owner has said. */
  forget(account: AccountKey): void {
    this.#parts.queue.forget(account);
    for (const held of this.#leaving) if (held.account === account) this.#leaving.delete(held);
  }

  /** Of whoever has an account, and may come back, the message goes on waiting. */
  #notThere(held: HeldMessage, mayReturn: boolean): Decided {
    if (!mayReturn) return "author-gone";
    this.#parts.queue.putBack(held);
    return "author-away";
  }

  #take(id: number): HeldMessage | undefined {
    this.expire();
    return this.#parts.queue.take(id);
  }
}

function releaseOf({ user, account, verb, targets, text, lines, tags }: HeldMessage): Release {
  return {
    ...{ does: "release", user, verb, targets, text },
    ...(account !== undefined && { account }),
    ...(lines && { lines }),
    ...(tags !== undefined && { tags }),
  };
}
