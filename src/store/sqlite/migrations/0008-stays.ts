import type { Kysely } from "kysely";

/** Who stays on the network without a session. An account may be one of the configuration: it need have no row. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("stays")
    .addColumn("account", "text", (column) => column.primaryKey().notNull())
    .addColumn("stay", "text", (column) => column.notNull())
    .execute();
}
