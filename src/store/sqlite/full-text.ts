import { CompiledQuery, sql } from "kysely";
import type { SearchIndex, SearchWalk } from "../sql/search-index.ts";
import type { Db } from "../sql/tables.ts";
import { words } from "../words.ts";

/** Puts a `searchRow` into the index. */
export const INSERT_WORDS = "INSERT INTO search (rowid, body, target) VALUES (?, ?, ?)";

/**
 * SQLite's FTS5. Its tokenizer makes the words of what is ASCII, as `words` would; of all else we give it the words with
 * spaces between them. Folding was done before. The target is a word, too, so that a search reads the places of its own
 * targets alone.
 */
export class FullText implements SearchIndex {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async put(place: number, target: number, folded: string): Promise<void> {
    await this.#db.executeQuery(CompiledQuery.raw(INSERT_WORDS, searchRow(place, target, folded)));
  }

  async remove(places: readonly number[]): Promise<void> {
    await sql`DELETE FROM search WHERE rowid IN (${sql.join(places)})`.execute(this.#db);
  }

  async find(
    sought: readonly string[],
    { targets, from, forwards, most }: SearchWalk,
  ): Promise<readonly number[]> {
    const match = `target : (${targets.map(targetWord).map(quoted).join(" OR ")}) AND body : (${sought.map(quoted).join(" AND ")})`;
    const found = forwards
      ? sql<{ rowid: number }>`SELECT rowid FROM search WHERE search MATCH ${match}
      AND rowid > ${from} ORDER BY rowid LIMIT ${most}`
      : sql<{ rowid: number }>`SELECT rowid FROM search WHERE search MATCH ${match}
      AND rowid < ${from} ORDER BY rowid DESC LIMIT ${most}`;
    return (await found.execute(this.#db)).rows.map(({ rowid }) => rowid);
  }
}

/** What `INSERT_WORDS` takes. */
export function searchRow(place: number, target: number, folded: string): unknown[] {
  return [place, ASCII.test(folded) ? folded : words(folded).join(" "), targetWord(target)];
}

const ASCII = /^[\0-\x7f]*$/;

function targetWord(target: number): string {
  return `t${target}`;
}

// A word has letters and digits only; in quotes AND, OR, NOT and NEAR are words like any other.
function quoted(word: string): string {
  return `"${word}"`;
}
