import type { Kysely } from "kysely";

/** Bans of the whole network. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("bans")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("folded", "text", (column) => column.notNull())
    .addColumn("mask", "text", (column) => column.notNull())
    .addColumn("soft", "integer", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("private_reason", "text")
    .addColumn("by", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("expires_at", "bigint")
    .addPrimaryKeyConstraint("bans_key", ["kind", "folded"])
    .execute();
}
