import type { FilterRow, FilterStore, HeldRow, HeldStore } from "../port/moderation.ts";
import { hasRemoved } from "./outcomes.ts";
import type { Db, Tables } from "./tables.ts";

/** Filters that operators have added, in SQL. */
export class SqlFilters implements FilterStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async set({ name, ...others }: FilterRow): Promise<void> {
    await this.#db
      .insertInto("filters")
      .values({ name, ...others })
      .onConflict((same) => same.column("name").doUpdateSet(others))
      .execute();
  }

  async remove(name: string): Promise<boolean> {
    return hasRemoved(await this.#db.deleteFrom("filters").where("name", "=", name).executeTakeFirst());
  }

  list(after: string, limit: number): Promise<readonly FilterRow[]> {
    const rows = this.#db.selectFrom("filters").selectAll().where("name", ">", after);
    return rows.orderBy("name").limit(limit).execute();
  }
}

/** Messages that wait for review, in SQL. */
export class SqlHeld implements HeldStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async put({ id, account, message }: HeldRow): Promise<void> {
    const others = { account: account ?? null, message: JSON.stringify(message) };
    await this.#db
      .insertInto("held")
      .values({ id, ...others })
      .onConflict((same) => same.column("id").doUpdateSet(others))
      .execute();
  }

  async remove(id: number): Promise<boolean> {
    return hasRemoved(await this.#db.deleteFrom("held").where("id", "=", id).executeTakeFirst());
  }

  async of(account: string): Promise<readonly HeldRow[]> {
    const rows = this.#db.selectFrom("held").selectAll().where("account", "=", account);
    return (await rows.orderBy("id").execute()).map(heldFrom);
  }

  async list(after: number, limit: number): Promise<readonly HeldRow[]> {
    const rows = this.#db.selectFrom("held").selectAll().where("id", ">", after);
    return (await rows.orderBy("id").limit(limit).execute()).map(heldFrom);
  }
}

function heldFrom({ id, account, message }: Tables["held"]): HeldRow {
  return { id, account: account ?? undefined, message: JSON.parse(message) };
}
