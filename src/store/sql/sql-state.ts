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
import { hasRemoved } from "./outcomes.ts";
import type { Db } from "./tables.ts";

/** Read markers in SQL. */
export class SqlMarkers implements MarkerStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async move(marker: MarkerRow): Promise<number> {
    const { account, target, at } = marker;
    await this.#db
      .insertInto("markers")
      .values(marker)
      .onConflict((same) =>
        same.columns(["account", "target"]).doUpdateSet({ at }).where("markers.at", "<", at),
      )
      .execute();
    return (await this.find(account, target)) ?? at;
  }

  async find(account: string, target: string): Promise<number | undefined> {
    const row = this.#db.selectFrom("markers").select("at").where("account", "=", account);
    return (await row.where("target", "=", target).executeTakeFirst())?.at;
  }

  async remove(account: string, target: string): Promise<boolean> {
    const rows = this.#db.deleteFrom("markers").where("account", "=", account);
    return hasRemoved(await rows.where("target", "=", target).executeTakeFirst());
  }

  of(account: string): Promise<readonly MarkerRow[]> {
    const rows = this.#db.selectFrom("markers").selectAll().where("account", "=", account);
    return rows.orderBy("target").execute();
  }
}

/** Metadata in SQL. */
export class SqlMetadata implements MetadataStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async set(row: MetadataRow): Promise<void> {
    const { value, visibility } = row;
    await this.#db
      .insertInto("metadata")
      .values(row)
      .onConflict((same) => same.columns(["scope", "owner", "key"]).doUpdateSet({ value, visibility }))
      .execute();
  }

  async remove({ scope, owner }: MetadataOwner, key: string): Promise<boolean> {
    const rows = this.#db.deleteFrom("metadata").where("scope", "=", scope).where("owner", "=", owner);
    return hasRemoved(await rows.where("key", "=", key).executeTakeFirst());
  }

  async clear(owner: MetadataOwner): Promise<readonly MetadataRow[]> {
    const had = await this.of(owner);
    await clearMetadata(this.#db, owner);
    return had;
  }

  of({ scope, owner }: MetadataOwner): Promise<readonly MetadataRow[]> {
    const rows = this.#db.selectFrom("metadata").selectAll().where("scope", "=", scope);
    return rows.where("owner", "=", owner).orderBy("key").execute();
  }

  list(after: MetadataPlace | undefined, limit: number): Promise<readonly MetadataRow[]> {
    const rows = this.#db.selectFrom("metadata").selectAll();
    const page = after
      ? rows.where(({ eb, refTuple, tuple }) =>
          eb(refTuple("scope", "owner", "key"), ">", tuple(after.scope, after.owner, after.key)),
        )
      : rows;
    return page.orderBy("scope").orderBy("owner").orderBy("key").limit(limit).execute();
  }
}

/** Removes all metadata of an account or a channel. */
export async function clearMetadata(db: Db, { scope, owner }: MetadataOwner): Promise<void> {
  await db.deleteFrom("metadata").where("scope", "=", scope).where("owner", "=", owner).execute();
}

/** What plugins keep, in SQL. */
export class SqlPlugins implements PluginStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async get(plugin: string, key: string): Promise<string | undefined> {
    const row = this.#db.selectFrom("plugin_values").select("value").where("plugin", "=", plugin);
    return (await row.where("key", "=", key).executeTakeFirst())?.value;
  }

  async set(plugin: string, key: string, value: string): Promise<void> {
    await this.#db
      .insertInto("plugin_values")
      .values({ plugin, key, value })
      .onConflict((same) => same.columns(["plugin", "key"]).doUpdateSet({ value }))
      .execute();
  }

  async remove(plugin: string, key: string): Promise<boolean> {
    const row = this.#db.deleteFrom("plugin_values").where("plugin", "=", plugin).where("key", "=", key);
    return hasRemoved(await row.executeTakeFirst());
  }

  list(plugin: string, after: string, limit: number): Promise<readonly PluginValue[]> {
    const rows = this.#db.selectFrom("plugin_values").select(["key", "value"]).where("plugin", "=", plugin);
    return rows.where("key", ">", after).orderBy("key").limit(limit).execute();
  }
}
