import type { Kysely } from "kysely";

/** Registered channels and roles in them. Founders may be accounts of the configuration: no foreign key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("channels")
    .addColumn("folded", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("founder", "text")
    .addColumn("topic", "text")
    .addColumn("modes", "text", (column) => column.notNull())
    .addColumn("lists", "text", (column) => column.notNull())
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("last_used_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema.createIndex("channels_by_founder").on("channels").column("founder").execute();
  await createRoles(db);
}

async function createRoles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("roles")
    .addColumn("channel", "text", (column) => column.notNull())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addPrimaryKeyConstraint("roles_key", ["channel", "account"])
    .addForeignKeyConstraint("roles_channel", ["channel"], "channels", ["folded"], (key) =>
      key.onDelete("cascade").onUpdate("cascade"),
    )
    .execute();
  await db.schema.createIndex("roles_by_account").on("roles").column("account").execute();
}
