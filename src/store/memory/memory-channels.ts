import type { ChannelChange, ChannelRow, ChannelStore, RoleRow, RoleStore } from "../port/channels.ts";
import {
  claim,
  compared,
  joined,
  type MemoryTables,
  missing,
  removeMetadata,
  removeWhere,
  sorted,
  taken,
} from "./tables.ts";

/** Registered channels in memory. */
export class MemoryChannels implements ChannelStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async register(channel: ChannelRow): Promise<void> {
    claim(this.#tables.channels, channel.folded, channel);
  }

  async find(folded: string): Promise<ChannelRow | undefined> {
    return this.#tables.channels.get(folded);
  }

  async list(after: string, limit: number): Promise<readonly ChannelRow[]> {
    const isLater = ({ folded }: ChannelRow) => folded > after;
    return sorted(this.#tables.channels.values(), ({ folded }) => [folded], isLater).slice(0, limit);
  }

  async update(folded: string, change: ChannelChange): Promise<boolean> {
    const channel = this.#tables.channels.get(folded);
    if (!channel) return false;
    this.#tables.channels.set(folded, { ...channel, ...change });
    return true;
  }

  async rename(from: string, { folded, name }: { folded: string; name: string }): Promise<void> {
    const channel = this.#tables.channels.get(from);
    if (channel && folded !== from && this.#tables.channels.has(folded)) throw taken(folded);
    this.#tables.channels.delete(from);
    if (channel) this.#tables.channels.set(folded, { ...channel, folded, name });
    if (channel && folded !== from) this.#moveRows(from, folded);
  }

  async drop(folded: string): Promise<boolean> {
    removeWhere(this.#tables.roles, ({ channel }) => channel === folded);
    removeMetadata(this.#tables, { scope: "channel", owner: folded });
    return this.#tables.channels.delete(folded);
  }

  #moveRows(from: string, to: string): void {
    const { roles, metadata } = this.#tables;
    for (const row of removeWhere(roles, ({ channel }) => channel === from))
      roles.set(joined(to, row.account), { ...row, channel: to });
    removeMetadata(this.#tables, { scope: "channel", owner: to });
    for (const row of removeMetadata(this.#tables, { scope: "channel", owner: from }))
      metadata.set(joined(row.scope, to, row.key), { ...row, owner: to });
  }
}

/** Roles in memory. */
export class MemoryRoles implements RoleStore {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async set(role: RoleRow): Promise<void> {
    if (!this.#tables.channels.has(role.channel)) throw missing(role.channel);
    this.#tables.roles.set(joined(role.channel, role.account), role);
  }

  async remove(channel: string, account: string): Promise<boolean> {
    return this.#tables.roles.delete(joined(channel, account));
  }

  async in(channel: string): Promise<readonly RoleRow[]> {
    return this.#sorted((row) => row.channel === channel);
  }

  async of(account: string): Promise<readonly RoleRow[]> {
    return this.#sorted((row) => row.account === account);
  }

  async list(after: Pick<RoleRow, "channel" | "account">, limit: number): Promise<readonly RoleRow[]> {
    return this.#sorted((row) => compared(keyOf(row), keyOf(after)) > 0).slice(0, limit);
  }

  #sorted(isWanted: (row: RoleRow) => boolean): readonly RoleRow[] {
    return sorted(this.#tables.roles.values(), keyOf, isWanted);
  }
}

function keyOf({ channel, account }: Pick<RoleRow, "channel" | "account">): readonly string[] {
  return [channel, account];
}
