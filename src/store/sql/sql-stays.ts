import type { Json } from "../port/json.ts";
import type { StayRow, StayStore } from "../port/stays.ts";
import { hasRemoved } from "./outcomes.ts";
import type { Db } from "./tables.ts";

/** Who stays on the network, in SQL. */
export class SqlStays implements StayStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async put(row: StayRow): Promise<void> {
    const stay = JSON.stringify(row.stay);
    await this.#db
      .insertInto("stays")
      .values({ account: row.account, stay })
      .onConflict((same) => same.column("account").doUpdateSet({ stay }))
      .execute();
  }

  async remove(account: string): Promise<boolean> {
    return hasRemoved(await this.#db.deleteFrom("stays").where("account", "=", account).executeTakeFirst());
  }

  async of(account: string): Promise<Json | undefined> {
    const row = this.#db.selectFrom("stays").select("stay").where("account", "=", account);
    const found = await row.executeTakeFirst();
    return found && JSON.parse(found.stay);
  }

  async list(after: string, limit: number): Promise<readonly StayRow[]> {
    const rows = this.#db.selectFrom("stays").selectAll().where("account", ">", after);
    const found = await rows.orderBy("account").limit(limit).execute();
    return found.map(({ account, stay }) => ({ account, stay: JSON.parse(stay) }));
  }
}
