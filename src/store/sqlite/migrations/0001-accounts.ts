import type { Kysely } from "kysely";

/** Accounts and what opens them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("accounts")
    .addColumn("folded", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("password_hash", "text")
    .addColumn("email", "text")
    .addColumn("status", "text", (column) => column.notNull())
    .addColumn("verification_hash", "text")
    .addColumn("verification_expires_at", "bigint")
    .addColumn("settings", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("last_seen_at", "bigint", (column) => column.notNull())
    .execute();
  await createNicks(db);
  await createCertificates(db);
  await createAppPasswords(db);
}

async function createNicks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("nicks")
    .addColumn("folded", "text", (column) => column.primaryKey())
    .addColumn("nick", "text", (column) => column.notNull())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addForeignKeyConstraint("nicks_account", ["account"], "accounts", ["folded"], (key) =>
      key.onDelete("cascade"),
    )
    .execute();
  await db.schema.createIndex("nicks_by_account").on("nicks").column("account").execute();
}

async function createCertificates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("certificates")
    .addColumn("fingerprint", "text", (column) => column.primaryKey())
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("label", "text", (column) => column.notNull())
    .addColumn("at", "bigint", (column) => column.notNull())
    .addForeignKeyConstraint("certificates_account", ["account"], "accounts", ["folded"], (key) =>
      key.onDelete("cascade"),
    )
    .execute();
  await db.schema.createIndex("certificates_by_account").on("certificates").column("account").execute();
}

async function createAppPasswords(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("app_passwords")
    .addColumn("account", "text", (column) => column.notNull())
    .addColumn("device", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("last_used_at", "bigint")
    .addPrimaryKeyConstraint("app_passwords_key", ["account", "device"])
    .addForeignKeyConstraint("app_passwords_account", ["account"], "accounts", ["folded"], (key) =>
      key.onDelete("cascade"),
    )
    .execute();
}
