import { z } from "zod";
import type { HeldRow, HeldStore } from "../store/port/moderation.ts";
import { pagesOf } from "../store/port/pages.ts";
import type { AccountKey } from "../world/account.ts";
import type { UserId } from "../world/ids.ts";
import type { HeldMessage } from "./review-queue.ts";

/** What messages that wait are kept with. */
export interface HeldBookParts {
  readonly store: HeldStore;
  /** One could not be stored, or taken out; it is tried again. */
  failed(error: unknown): void;
}

/** What is to be said of a message: that it waits, or that it does no more. */
interface Word {
  readonly message: HeldMessage | undefined;
}

const kept = z
  .object({
    user: z.string(),
    by: z.string(),
    verb: z.enum(["PRIVMSG", "NOTICE"]),
    targets: z.string(),
    text: z.string(),
    lines: z.array(z.object({ text: z.string(), concat: z.boolean().exactOptional() })).optional(),
    tags: z.string().optional(),
    rule: z.string(),
    at: z.number(),
  })
  // It was an id when it was written.
  .transform(({ user, lines, tags, ...message }) => ({ ...message, lines, tags, user: user as UserId }));

/** The messages that wait, for after a restart: the store follows what is in memory, in order, right behind it. */
export class HeldBook {
  readonly #parts: HeldBookParts;
  /** What the store does not have yet: the last that is to be said of a message. */
  readonly #open = new Map<number, Word>();
  readonly #writes = new Set<Promise<unknown>>();

  constructor(parts: HeldBookParts) {
    this.#parts = parts;
  }

  put(message: HeldMessage): void {
    this.#write(message.id, { message });
  }

  drop(id: number): void {
    this.#write(id, { message: undefined });
  }

  /** Writes again what the store has not taken: it was in trouble. */
  catchUp(): void {
    for (const [id, word] of [...this.#open]) this.#write(id, word);
  }

  /** What waited before the start, the oldest first; what cannot be read is not among it. */
  async load(): Promise<readonly HeldMessage[]> {
    const { store } = this.#parts;
    const held: HeldMessage[] = [];
    for await (const rows of pagesOf<HeldRow>((last, limit) => store.list(last?.id ?? 0, limit)))
      held.push(...rows.flatMap(messageFrom));
    return held;
  }

  /** Waits until all is stored, or the store has refused it once more. */
  async finish(): Promise<void> {
    await Promise.all(this.#writes);
    this.catchUp();
    await Promise.all(this.#writes);
  }

  #write(id: number, word: Word): void {
    const isNews = this.#open.get(id) !== word;
    this.#open.set(id, word);
    const write = this.#stored(id, word)
      .then(
        () => {
          // It may be another by now.
          if (this.#open.get(id) === word) this.#open.delete(id);
        },
        (error: unknown) => {
          if (isNews) this.#parts.failed(error);
        },
      )
      .finally(() => this.#writes.delete(write));
    this.#writes.add(write);
  }

  async #stored(id: number, { message }: Word): Promise<void> {
    const { store } = this.#parts;
    if (message) await store.put(rowOf(message));
    else await store.remove(id);
  }
}

function rowOf({ id, account, lines, ...others }: HeldMessage): HeldRow {
  const message = {
    ...others,
    lines: lines?.map(({ text, concat }) => (concat ? { text, concat } : { text })),
  };
  return { id, account, message };
}

function messageFrom({ id, account, message }: HeldRow): readonly HeldMessage[] {
  const { data } = kept.safeParse(message);
  return data ? [{ id, account: account as AccountKey | undefined, ...data }] : [];
}
