import type { Kysely } from "kysely";

/** History, and how far the log has been recorded. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTargets(db);
  await createMessages(db);
  await createReactions(db);
  await db.schema
    .createTable("cursors")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("seq", "bigint", (column) => column.notNull())
    .execute();
}

async function createTargets(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("targets")
    .addColumn("number", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("key", "text", (column) => column.unique())
    .execute();
  await db.schema
    .createTable("parties")
    .addColumn("party", "text", (column) => column.notNull())
    .addColumn("target", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("parties_key", ["party", "target"])
    .addForeignKeyConstraint("parties_target", ["target"], "targets", ["number"], (key) =>
      key.onDelete("cascade"),
    )
    .execute();
  await db.schema.createIndex("parties_by_target").on("parties").column("target").execute();
}

async function createMessages(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("messages")
    .addColumn("place", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("id", "text", (column) => column.notNull().unique())
    .addColumn("target", "integer", (column) => column.notNull().references("targets.number"))
    .addColumn("seq", "bigint", (column) => column.notNull())
    .addColumn("n", "bigint", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("account", "text")
    .addColumn("nick", "text", (column) => column.notNull())
    .addColumn("prefix", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("folded", "text")
    .execute();
  const index = (name: string) => db.schema.createIndex(name).on("messages");
  await index("messages_by_order").columns(["target", "seq", "n"]).execute();
  await index("messages_by_time").columns(["target", "at", "seq", "n"]).execute();
  await index("messages_by_account")
    .columns(["account", "seq", "n"])
    .where("account", "is not", null)
    .execute();
}

async function createReactions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("reactions")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("message", "text", (column) => column.notNull())
    .addColumn("by", "text", (column) => column.notNull())
    .addColumn("account", "text")
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addUniqueConstraint("reactions_once", ["message", "by", "value"])
    .addForeignKeyConstraint("reactions_message", ["message"], "messages", ["id"], (key) =>
      key.onDelete("cascade"),
    )
    .execute();
  await db.schema.createIndex("reactions_by_account").on("reactions").column("account").execute();
}
