import type { Kysely } from "kysely";

/** Filters that operators have added, and messages that wait for review: an account may be one of the configuration. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("filters")
    .addColumn("name", "text", (column) => column.primaryKey().notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("pattern", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("held")
    .addColumn("id", "integer", (column) => column.primaryKey().notNull())
    .addColumn("account", "text")
    .addColumn("message", "text", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("held_account").on("held").column("account").execute();
}
