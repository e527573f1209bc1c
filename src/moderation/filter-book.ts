import { z } from "zod";
import type { StoreAreas } from "../store/store.ts";
import type { GivenRule } from "./filter-desk.ts";
import { keptIn } from "./kept-json.ts";

// No plugin is called so: a name has no star in it.
const place = "*filters";

const kept = z.object({ action: z.string(), kind: z.string(), pattern: z.string() });

/** The rules that operators have added, as they gave them: what lasts of them. Every method rejects with a StoreError. */
export class FilterBook {
  readonly #store: Pick<StoreAreas, "plugins">;

  constructor(store: Pick<StoreAreas, "plugins">) {
    this.#store = store;
  }

  async set({ name, ...rule }: GivenRule): Promise<void> {
    await this.#store.plugins.set(place, name, JSON.stringify(rule));
  }

  async remove(name: string): Promise<void> {
    await this.#store.plugins.remove(place, name);
  }

  /** All of them, by name; what cannot be read is not among them. */
  async list(): Promise<readonly GivenRule[]> {
    const rules: GivenRule[] = [];
    for await (const [name, rule] of keptIn(this.#store.plugins, place, kept)) rules.push({ name, ...rule });
    return rules;
  }
}
