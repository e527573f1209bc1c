import { CompiledQuery, sql } from "kysely";
import type { SearchIndex } from "../sql/search-index.ts";
import type { Db } from "../sql/tables.ts";

/** Puts a `searchRow` into the index. */
export const INSERT_WORDS = "INSERT INTO search (rowid, body, target) VALUES (?, ?, ?)";

/**
 * SQLite's FTS5. Its tokenizer only finds the spaces: what a word is, we decide (`words`), and folding was done
 * before. The target is a word, too, so that a search reads the places of its own targets alone.
 */
export class FullText implements SearchIndex {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async put(place: number, target: number, words: readonly string[]): Promise<void> {
    await this.#db.executeQuery(CompiledQuery.raw(INSERT_WORDS, searchRow(place, target, words.join(" "))));
  }

  async remove(places: readonly number[]): Promise<void> {
    await sql`DELETE FROM search WHERE rowid IN (${sql.join(places)})`.execute(this.#db);
  }

  async find(
    words: readonly string[],
    targets: readonly number[],
    before: number,
    most: number,
  ): Promise<readonly number[]> {
    const match = `target : (${targets.map(targetWord).map(quoted).join(" OR ")}) AND body : (${words.map(quoted).join(" AND ")})`;
    const found = sql<{ rowid: number }>`SELECT rowid FROM search WHERE search MATCH ${match}
      AND rowid < ${before} ORDER BY rowid DESC LIMIT ${most}`;
    return (await found.execute(this.#db)).rows.map(({ rowid }) => rowid);
  }
}

/** What `INSERT_WORDS` takes. */
export function searchRow(place: number, target: number, words: string): unknown[] {
  return [place, words, targetWord(target)];
}

function targetWord(target: number): string {
  return `t${target}`;
}

// A word has letters and digits only; in quotes AND, OR, NOT and NEAR are words like any other.
function quoted(word: string): string {
  return `"${word}"`;
}
