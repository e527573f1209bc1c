import type { BanRow, BanStore } from "../port/bans.ts";
import { joined, type MemoryTables, sorted } from "./tables.ts";

/** Bans of the whole network in memory. */
export class MemoryBans implements BanStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async set(ban: BanRow): Promise<void> {
    this.#tables.bans.set(joined(ban.kind, ban.folded), ban);
  }

  async remove(kind: string, folded: string): Promise<boolean> {
    return this.#tables.bans.delete(joined(kind, folded));
  }

  async list({ kind, folded }: Pick<BanRow, "kind" | "folded">, limit: number): Promise<readonly BanRow[]> {
    const isLater = (ban: BanRow) => ban.kind > kind || (ban.kind === kind && ban.folded > folded);
    return sorted(this.#tables.bans.values(), (ban) => [ban.kind, ban.folded], isLater).slice(0, limit);
  }
}
