import type { ReactionRow, ReactionStore } from "../port/messages.ts";
import type {
  MarkerRow,
  MarkerStore,
  MetadataOwner,
  MetadataPlace,
  MetadataRow,
  MetadataStore,
  PluginStore,
  PluginValue,
} from "../port/state.ts";
import { compared, joined, type MemoryTables, removeMetadata, removeWhere, sorted } from "./tables.ts";

/** Reactions in memory. */
export class MemoryReactions implements ReactionStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async add(reaction: ReactionRow): Promise<boolean> {
    const { places, reactions } = this.#tables;
    if (!places.has(reaction.message) || reactions.has(reaction.id)) return false;
    const { message, by, value } = reaction;
    if ([...reactions.values()].some((row) => isSame(row, message, by, value))) return false;
    reactions.set(reaction.id, reaction);
    return true;
  }

  async remove(message: string, by: string, value: string): Promise<boolean> {
    return removeWhere(this.#tables.reactions, (row) => isSame(row, message, by, value)).length > 0;
  }

  async to(messages: readonly string[]): Promise<readonly ReactionRow[]> {
    const isTo = (row: ReactionRow) => messages.includes(row.message);
    return sorted(this.#tables.reactions.values(), ({ at, id }) => [at, id], isTo);
  }
}

function isSame(row: ReactionRow, message: string, by: string, value: string): boolean {
  return row.message === message && row.by === by && row.value === value;
}

/** Read markers in memory. */
export class MemoryMarkers implements MarkerStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async move(marker: MarkerRow): Promise<number> {
    const key = joined(marker.account, marker.target);
    const at = Math.max(marker.at, this.#tables.markers.get(key)?.at ?? marker.at);
    this.#tables.markers.set(key, { ...marker, at });
    return at;
  }

  async find(account: string, target: string): Promise<number | undefined> {
    return this.#tables.markers.get(joined(account, target))?.at;
  }

  async remove(account: string, target: string): Promise<boolean> {
    return this.#tables.markers.delete(joined(account, target));
  }

  async of(account: string): Promise<readonly MarkerRow[]> {
    const isTheirs = (row: MarkerRow) => row.account === account;
    return sorted(this.#tables.markers.values(), ({ target }) => [target], isTheirs);
  }
}

/** Metadata in memory. */
export class MemoryMetadata implements MetadataStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async set(row: MetadataRow): Promise<void> {
    this.#tables.metadata.set(joined(row.scope, row.owner, row.key), row);
  }

  async remove({ scope, owner }: MetadataOwner, key: string): Promise<boolean> {
    return this.#tables.metadata.delete(joined(scope, owner, key));
  }

  async clear(owner: MetadataOwner): Promise<readonly MetadataRow[]> {
    return sorted(removeMetadata(this.#tables, owner), ({ key }) => [key]);
  }

  async of({ scope, owner }: MetadataOwner): Promise<readonly MetadataRow[]> {
    const isTheirs = (row: MetadataRow) => row.scope === scope && row.owner === owner;
    return sorted(this.#tables.metadata.values(), ({ key }) => [key], isTheirs);
  }

  async list(after: MetadataPlace | undefined, limit: number): Promise<readonly MetadataRow[]> {
    const isAfter = (row: MetadataRow) => !after || compared(placeOf(after), placeOf(row)) < 0;
    return sorted(this.#tables.metadata.values(), placeOf, isAfter).slice(0, limit);
  }
}

function placeOf({ scope, owner, key }: MetadataPlace): readonly string[] {
  return [scope, owner, key];
}

/** What plugins keep, in memory. */
export class MemoryPlugins implements PluginStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async get(plugin: string, key: string): Promise<string | undefined> {
    return this.#tables.plugins.get(plugin)?.get(key);
  }

  async set(plugin: string, key: string, value: string): Promise<void> {
    const values = this.#tables.plugins.get(plugin) ?? new Map<string, string>();
    this.#tables.plugins.set(plugin, values.set(key, value));
  }

  async remove(plugin: string, key: string): Promise<boolean> {
    return this.#tables.plugins.get(plugin)?.delete(key) ?? false;
  }

  async list(plugin: string, after: string, limit: number): Promise<readonly PluginValue[]> {
    const values = [...(this.#tables.plugins.get(plugin) ?? [])].map(([key, value]) => ({ key, value }));
    return sorted(
      values,
      ({ key }) => [key],
      ({ key }) => key > after,
    ).slice(0, limit);
  }
}
