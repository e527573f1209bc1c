import { z } from "zod";
import type { StoreAreas } from "../store/store.ts";
import { calm, type Defcon, levelAt } from "../world/defcon.ts";
import type { BanBookParts } from "./ban-book.ts";
import { readJson } from "./kept-json.ts";

/** What the level is kept with. */
export interface DefconBookParts extends Omit<BanBookParts, "store"> {
  readonly store: Pick<StoreAreas, "plugins">;
}

// No plugin is called so: a name has no star in it.
const place = ["*server", "defcon"] as const;

const kept = z
  .object({
    level: z.union([z.literal(5), z.literal(4), z.literal(3), z.literal(2), z.literal(1)]),
    by: z.string(),
    reason: z.string(),
    at: z.number(),
    expiresAt: z.number().optional(),
  })
  .transform((defcon): Defcon => ({ ...defcon, expiresAt: defcon.expiresAt }));

/**
 * How guarded the network is: the store takes it first, then the network learns of it by an entry. Every method rejects
 * with a StoreError, and then nothing has changed.
 */
export class DefconBook {
  readonly #parts: DefconBookParts;

  constructor(parts: DefconBookParts) {
    this.#parts = parts;
  }

  /** Puts a level in force; `notice` is what operators are told of it, where no entry does. */
  async set(defcon: Defcon, notice?: string): Promise<void> {
    const { store, append } = this.#parts;
    if (defcon.level === 5) await store.plugins.remove(...place);
    else await store.plugins.set(...place, JSON.stringify(defcon));
    append({
      type: "recorded",
      facts: [{ type: "defcon-set", defcon }],
      ...(notice !== undefined && { notice }),
    });
  }

  /** Ends a level whose time is over. */
  async sweep(): Promise<void> {
    const { world, now } = this.#parts;
    const { level } = world.defcon;
    if (level !== 5 && levelAt(world.defcon, now()) === 5)
      await this.set({ ...calm, at: now() }, `DEFCON ${level} is over`);
  }

  /** Has the network know what was in force: at the start. */
  async load(): Promise<void> {
    const { store, append, now } = this.#parts;
    const text = await store.plugins.get(...place);
    const defcon = text === undefined ? undefined : kept.safeParse(readJson(text)).data;
    if (defcon && levelAt(defcon, now()) !== 5)
      append({ type: "recorded", facts: [{ type: "defcon-set", defcon }] });
  }
}
