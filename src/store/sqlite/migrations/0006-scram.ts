import type { Kysely } from "kysely";

/** What SCRAM needs to know of a password, beside its hash. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("accounts").addColumn("scram", "text").execute();
}
