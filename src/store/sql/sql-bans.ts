import type { BanRow, BanStore } from "../port/bans.ts";
import { hasRemoved } from "./outcomes.ts";
import type { Db, Tables } from "./tables.ts";

/** Bans of the whole network in SQL. */
export class SqlBans implements BanStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async set(ban: BanRow): Promise<void> {
    const { kind, folded, ...others } = columnsOf(ban);
    await this.#db
      .insertInto("bans")
      .values({ kind, folded, ...others })
      .onConflict((same) => same.columns(["kind", "folded"]).doUpdateSet(others))
      .execute();
  }

  async remove(kind: string, folded: string): Promise<boolean> {
    const row = this.#db.deleteFrom("bans").where("kind", "=", kind).where("folded", "=", folded);
    return hasRemoved(await row.executeTakeFirst());
  }

  async list({ kind, folded }: Pick<BanRow, "kind" | "folded">, limit: number): Promise<readonly BanRow[]> {
    const rows = await this.#db
      .selectFrom("bans")
      .selectAll()
      .where((of) => of(of.refTuple("kind", "folded"), ">", of.tuple(kind, folded)))
      .orderBy("kind")
      .orderBy("folded")
      .limit(limit)
      .execute();
    return rows.map(banFrom);
  }
}

function columnsOf({ soft, privateReason, expiresAt, ...ban }: BanRow): Tables["bans"] {
  return {
    ...ban,
    soft: soft ? 1 : 0,
    private_reason: privateReason ?? null,
    expires_at: expiresAt ?? null,
  };
}

function banFrom({ soft, private_reason, expires_at, ...ban }: Tables["bans"]): BanRow {
  return {
    ...ban,
    soft: soft === 1,
    privateReason: private_reason ?? undefined,
    expiresAt: expires_at ?? undefined,
  };
}
