import { z } from "zod";
import { pagesOf } from "../store/port/pages.ts";
import type { PluginValue } from "../store/port/state.ts";
import type { StoreAreas } from "../store/store.ts";
import type { GivenRule } from "./filter-desk.ts";
import { readJson } from "./kept-json.ts";

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
    const { plugins } = this.#store;
    const rules: GivenRule[] = [];
    for await (const rows of pagesOf<PluginValue>((last, limit) =>
      plugins.list(place, last?.key ?? "", limit),
    ))
      for (const { key, value } of rows) {
        const { data } = kept.safeParse(readJson(value));
        if (data) rules.push({ name: key, ...data });
      }
    return rules;
  }
}
