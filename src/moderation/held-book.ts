import { z } from "zod";
import type { StoreAreas } from "../store/store.ts";
import type { AccountKey } from "../world/account.ts";
import type { UserId } from "../world/ids.ts";
import { keptIn } from "./kept-json.ts";
import type { HeldMessage } from "./review-queue.ts";

/** What messages that wait are kept with. */
export interface HeldBookParts {
  readonly store: Pick<StoreAreas, "plugins">;
  /** One could not be stored, or taken out; it is tried again. */
  failed(error: unknown): void;
}

// No plugin is called so: a name has no star in it.
const place = "*held";

/** What is to be said of a message: that it waits, or that it does no more. */
interface Word {
  readonly message: HeldMessage | undefined;
}

const kept = z
  .object({
    id: z.number(),
    user: z.string(),
    account: z.string().optional(),
    by: z.string(),
    verb: z.enum(["PRIVMSG", "NOTICE"]),
    targets: z.string(),
    text: z.string(),
    lines: z.array(z.object({ text: z.string(), concat: z.boolean().exactOptional() })).optional(),
    tags: z.string().optional(),
    rule: z.string(),
    at: z.number(),
  })
  // They were ids and keys when they were written.
  .transform(
    ({ user, account, lines, tags, ...message }): HeldMessage => ({
      ...{ ...message, lines, tags },
      user: user as UserId,
      account: account as AccountKey | undefined,
    }),
  );

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
    const held: HeldMessage[] = [];
    for await (const [, message] of keptIn(this.#parts.store.plugins, place, kept)) held.push(message);
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
    const { plugins } = this.#parts.store;
    if (message) await plugins.set(place, keyOf(id), JSON.stringify(message));
    else await plugins.remove(place, keyOf(id));
  }
}

// In the order of the numbers.
function keyOf(id: number): string {
  return String(id).padStart(12, "0");
}
