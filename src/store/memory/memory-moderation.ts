import type { FilterRow, FilterStore, HeldRow, HeldStore } from "../port/moderation.ts";
import { type MemoryTables, sorted } from "./tables.ts";

/** Filters that operators have added, in memory. */
export class MemoryFilters implements FilterStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async set(filter: FilterRow): Promise<void> {
    this.#tables.filters.set(filter.name, filter);
  }

  async remove(name: string): Promise<boolean> {
    return this.#tables.filters.delete(name);
  }

  async list(after: string, limit: number): Promise<readonly FilterRow[]> {
    const isLater = ({ name }: FilterRow) => name > after;
    return sorted(this.#tables.filters.values(), ({ name }) => [name], isLater).slice(0, limit);
  }
}

/** Messages that wait for review, in memory. */
export class MemoryHeld implements HeldStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async put(row: HeldRow): Promise<void> {
    this.#tables.held.set(row.id, row);
  }

  async remove(id: number): Promise<boolean> {
    return this.#tables.held.delete(id);
  }

  async of(account: string): Promise<readonly HeldRow[]> {
    return this.#sorted((row) => row.account === account);
  }

  async list(after: number, limit: number): Promise<readonly HeldRow[]> {
    return this.#sorted(({ id }) => id > after).slice(0, limit);
  }

  #sorted(isWanted: (row: HeldRow) => boolean): readonly HeldRow[] {
    return sorted(this.#tables.held.values(), ({ id }) => [id], isWanted);
  }
}
