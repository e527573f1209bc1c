import type { Updateable } from "kysely";
import type { ChannelChange, ChannelRow, ChannelStore, RoleRow, RoleStore } from "../port/channels.ts";
import { hasRemoved, hasUpdated } from "./outcomes.ts";
import { channelFrom } from "./rows.ts";
import { clearMetadata } from "./sql-state.ts";
import type { Db, Tables } from "./tables.ts";

/** Registered channels in SQL. */
export class SqlChannels implements ChannelStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async register(channel: ChannelRow): Promise<void> {
    await this.#db
      .insertInto("channels")
      .values({
        ...{ folded: channel.folded, name: channel.name, founder: channel.founder ?? null },
        topic: channel.topic ? JSON.stringify(channel.topic) : null,
        modes: JSON.stringify(channel.modes),
        lists: JSON.stringify(channel.lists),
        settings: JSON.stringify(channel.settings),
        created_at: channel.createdAt,
        last_used_at: channel.lastUsedAt,
      })
      .execute();
  }

  async find(folded: string): Promise<ChannelRow | undefined> {
    const row = await this.#db
      .selectFrom("channels")
      .selectAll()
      .where("folded", "=", folded)
      .executeTakeFirst();
    return row && channelFrom(row);
  }

  async list(after: string, limit: number): Promise<readonly ChannelRow[]> {
    const rows = this.#db.selectFrom("channels").selectAll().where("folded", ">", after);
    return (await rows.orderBy("folded").limit(limit).execute()).map(channelFrom);
  }

  async update(folded: string, change: ChannelChange): Promise<boolean> {
    const columns = changed(change);
    if (Object.keys(columns).length === 0) return (await this.find(folded)) !== undefined;
    const row = this.#db.updateTable("channels").set(columns).where("folded", "=", folded);
    return hasUpdated(await row.executeTakeFirst());
  }

  async rename(from: string, { folded, name }: { folded: string; name: string }): Promise<void> {
    // Roles follow by their foreign key.
    const row = this.#db.updateTable("channels").set({ folded, name }).where("folded", "=", from);
    if (hasUpdated(await row.executeTakeFirst()) && folded !== from) await this.#moveMetadata(from, folded);
  }

  async drop(folded: string): Promise<boolean> {
    await clearMetadata(this.#db, { scope: "channel", owner: folded });
    return hasRemoved(await this.#db.deleteFrom("channels").where("folded", "=", folded).executeTakeFirst());
  }

  async #moveMetadata(from: string, to: string): Promise<void> {
    await clearMetadata(this.#db, { scope: "channel", owner: to });
    const rows = this.#db.updateTable("metadata").set({ owner: to }).where("scope", "=", "channel");
    await rows.where("owner", "=", from).execute();
  }
}

// A member that is there and undefined empties its column; one that is left out leaves it alone.
function changed(change: ChannelChange): Updateable<Tables["channels"]> {
  const { topic, modes, lists, settings, lastUsedAt } = change;
  return {
    ...("founder" in change && { founder: change.founder ?? null }),
    ...("topic" in change && { topic: topic ? JSON.stringify(topic) : null }),
    ...(modes !== undefined && { modes: JSON.stringify(modes) }),
    ...(lists !== undefined && { lists: JSON.stringify(lists) }),
    ...(settings !== undefined && { settings: JSON.stringify(settings) }),
    ...(lastUsedAt !== undefined && { last_used_at: lastUsedAt }),
  };
}

/** Roles in SQL. */
export class SqlRoles implements RoleStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async set(row: RoleRow): Promise<void> {
    const { role, by, at } = row;
    await this.#db
      .insertInto("roles")
      .values(row)
      .onConflict((same) => same.columns(["channel", "account"]).doUpdateSet({ role, by, at }))
      .execute();
  }

  async remove(channel: string, account: string): Promise<boolean> {
    const row = this.#db.deleteFrom("roles").where("channel", "=", channel).where("account", "=", account);
    return hasRemoved(await row.executeTakeFirst());
  }

  in(channel: string): Promise<readonly RoleRow[]> {
    const rows = this.#db.selectFrom("roles").selectAll().where("channel", "=", channel);
    return rows.orderBy("account").execute();
  }

  of(account: string): Promise<readonly RoleRow[]> {
    const rows = this.#db.selectFrom("roles").selectAll().where("account", "=", account);
    return rows.orderBy("channel").execute();
  }

  list(after: Pick<RoleRow, "channel" | "account">, limit: number): Promise<readonly RoleRow[]> {
    return this.#db
      .selectFrom("roles")
      .selectAll()
      .where((of) => of(of.refTuple("channel", "account"), ">", of.tuple(after.channel, after.account)))
      .orderBy("channel")
      .orderBy("account")
      .limit(limit)
      .execute();
  }
}
