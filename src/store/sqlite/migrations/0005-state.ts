import type { Kysely } from "kysely";

/** Read markers, metadata, and what plugins keep. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("markers")
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("target", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("markers_key", ["account", "target"])
    .execute();
  await db.schema.createIndex("markers_by_target").on("markers").column("target").execute();
  await db.schema
    .createTable("metadata")
    .addColumn("scope", "text", (column) => column.notNull())
    .addColumn("owner", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("visibility", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("metadata_key", ["scope", "owner", "key"])
    .execute();
  await db.schema
    .createTable("plugin_values")
    .addColumn("plugin", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("plugin_values_key", ["plugin", "key"])
    .execute();
}
