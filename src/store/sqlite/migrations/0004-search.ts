import { type Kysely, sql } from "kysely";

/** The search index, SQLite's own: it keeps no second copy of the text, and deletes by the place alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE VIRTUAL TABLE search USING fts5 (
    body, target, content = '', contentless_delete = 1, detail = 'column', tokenize = 'ascii'
  )`.execute(db);
}
