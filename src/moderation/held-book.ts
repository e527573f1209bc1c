import { z } from "zod";
import { pagesOf } from "../store/port/pages.ts";
import type { PluginValue } from "../store/port/state.ts";
import type { StoreAreas } from "../store/store.ts";
import type { AccountKey } from "../world/account.ts";
import type { UserId } from "../world/ids.ts";
import { readJson } from "./kept-json.ts";
import type { HeldMessage } from "./review-queue.ts";

/** What messages that wait are kept with. */
export interface HeldBookParts {
  readonly store: Pick<StoreAreas, "plugins">;
  /** One could not be stored, or taken out. */
  failed(error: unknown): void;
}

// No plugin is called so: a name has no star in it.
const place = "*held";

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
  readonly #writes = new Set<Promise<unknown>>();

  constructor(parts: HeldBookParts) {
    this.#parts = parts;
  }

  put(message: HeldMessage): void {
    this.#follow(this.#parts.store.plugins.set(place, keyOf(message.id), JSON.stringify(message)));
  }

  drop(id: number): void {
    this.#follow(this.#parts.store.plugins.remove(place, keyOf(id)));
  }

  /** What waited before the start, the oldest first; what cannot be read is not among it. */
  async load(): Promise<readonly HeldMessage[]> {
    const { plugins } = this.#parts.store;
    const held: HeldMessage[] = [];
    for await (const rows of pagesOf<PluginValue>((last, limit) =>
      plugins.list(place, last?.key ?? "", limit),
    ))
      held.push(...rows.flatMap(({ value }) => kept.safeParse(readJson(value)).data ?? []));
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

// In the order of the numbers.
function keyOf(id: number): string {
  return String(id).padStart(12, "0");
}
