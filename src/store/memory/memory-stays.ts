import type { Json } from "../port/json.ts";
import type { StayRow, StayStore } from "../port/stays.ts";
import { type MemoryTables, sorted } from "./tables.ts";

/** Who stays on the network, in memory. */
export class MemoryStays implements StayStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async put(row: StayRow): Promise<void> {
    this.#tables.stays.set(row.account, row);
  }

  async remove(account: string): Promise<boolean> {
    return this.#tables.stays.delete(account);
  }

  async of(account: string): Promise<Json | undefined> {
    return this.#tables.stays.get(account)?.stay;
  }

  async list(after: string, limit: number): Promise<readonly StayRow[]> {
    const isLater = ({ account }: StayRow) => account > after;
    return sorted(this.#tables.stays.values(), ({ account }) => [account], isLater).slice(0, limit);
  }
}
