import { z } from "zod";
import type { HeldRow, HeldStore } from "../store/port/moderation.ts";
import { pagesOf } from "../store/port/pages.ts";
import type { AccountKey } from "../world/account.ts";
import type { UserId } from "../world/ids.ts";
import type { HeldMessage } from "./review-queue.ts";

/** What messages that wait are kept with. */
export interface HeldBookParts {
  readonly store: HeldStore;
  /** One could not be stored, or taken out. */
  failed(error: unknown): void;
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
  readonly #writes = new Set<Promise<unknown>>();

  constructor(parts: HeldBookParts) {
    this.#parts = parts;
  }

  put({ id, account, lines, ...others }: HeldMessage): void {
    const message = {
      ...others,
      lines: lines?.map(({ text, concat }) => (concat ? { text, concat } : { text })),
    };
    this.#follow(this.#parts.store.put({ id, account, message }));
  }

  drop(id: number): void {
    this.#follow(this.#parts.store.remove(id));
  }

  /** What waited before the start, the oldest first; what cannot be read is not among it. */
  async load(): Promise<readonly HeldMessage[]> {
    const { store } = this.#parts;
    const held: HeldMessage[] = [];
    for await (const rows of pagesOf<HeldRow>((last, limit) => store.list(last?.id ?? 0, limit)))
      held.push(...rows.flatMap(messageFrom));
    return held;
  }

  /** Waits until all is stored. */
  async finish(): Promise<void> {
    await Promise.all(this.#writes);
  }

  #follow(work: Promise<unknown>): void {
    const write = work.catch(this.#parts.failed).finally(() => this.#writes.delete(write));
    this.#writes.add(write);
  }
}

function messageFrom({ id, account, message }: HeldRow): readonly HeldMessage[] {
  const { data } = kept.safeParse(message);
  return data ? [{ id, account: account as AccountKey | undefined, ...data }] : [];
}
