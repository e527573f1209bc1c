import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import type { QueryResult } from "kysely";
import Libsql from "libsql";
import { StoreError } from "../store.ts";
import { storeErrorFrom } from "./sqlite-errors.ts";

/** How a database file is opened. */
export interface ConnectionSettings {
  readonly file: string;
  /** How long SQLite itself waits for another program before it says BUSY. */
  readonly busyTimeout: number;
  /** Pages the file may have: for tests of a full disk. */
  readonly maxPages?: number | undefined;
}

const PRAGMAS = [
  "journal_mode = WAL",
  // What is acknowledged survives a power cut: see docs/decisions/0009.
  "synchronous = FULL",
  "foreign_keys = ON",
  // 32 MiB of log before it is written back: the pages everybody writes to are written back once and not each time.
  "wal_autocheckpoint = 8000",
  // 32 MiB, of which a small network uses little.
  "cache_size = -32768",
  "temp_store = MEMORY",
  "journal_size_limit = 67108864",
];

interface Prepared {
  readonly statement: Libsql.Statement;
  /** It gives rows: to ask the statement each time goes through the driver. */
  readonly givesRows: boolean;
  /** It changes nothing. */
  readonly reads: boolean;
}

// Statements whose lists differ in length are statements of their own; so many are kept prepared.
const KEPT = 300;

/** One connection to a SQLite file: whole statements, prepared once, with their values bound. */
export class Connection {
  readonly #database: Libsql.Database;
  readonly #statements = new Map<string, Prepared>();

  constructor({ file, busyTimeout, maxPages }: ConnectionSettings) {
    try {
      makeFile(file);
      this.#database = new Libsql(file, { timeout: busyTimeout });
      for (const pragma of PRAGMAS) this.#database.pragma(pragma);
      if (maxPages !== undefined) this.#database.pragma(`max_page_count = ${Math.trunc(maxPages)}`);
    } catch (cause) {
      throw storeErrorFrom(cause, file);
    }
  }

  /** Runs one statement. */
  run<Row>(sql: string, parameters: readonly unknown[] = []): QueryResult<Row> {
    const { statement, givesRows, reads } = this.#prepared(sql);
    const values = parameters.map((value) => bindable(value, reads));
    if (givesRows) return { rows: rowsOf<Row>(statement.all(values)) };
    const { changes, lastInsertRowid } = statement.run(values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  /** All that is written meanwhile is written, or nothing of it. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    this.run("BEGIN IMMEDIATE");
    try {
      const result = await work();
      this.run("COMMIT");
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** Takes back what the transaction wrote. */
  rollback(): void {
    // A full disk makes SQLite roll back by itself.
    if (this.#database.inTransaction) this.run("ROLLBACK");
  }

  /** Writes a copy of all to a new file. */
  copyTo(file: string): void {
    try {
      closeSync(openSync(file, "wx", 0o600));
      this.run("VACUUM INTO ?", [file]);
    } catch (cause) {
      const error = storeErrorFrom(cause, file);
      if (error instanceof StoreError && error.code === "TAKEN")
        throw new StoreError("TAKEN", `${file} is there already`, { cause });
      rmSync(file, { force: true });
      throw error;
    }
  }

  /** Lets go of the file, with everything in it and nothing beside it. */
  close(): void {
    this.#tidy();
    this.#statements.clear();
    this.#database.close();
  }

  // libsql's close leaves the log beside the file as long as a statement is not collected.
  #tidy(): boolean {
    try {
      this.run("PRAGMA wal_checkpoint(TRUNCATE)");
      return true;
    } catch {
      return false; // what the log holds is read when the file is opened again
    }
  }

  #prepared(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    const prepared = { statement, givesRows: statement.reader, reads: /^\s*select\b/i.test(sql) };
    this.#statements.set(sql, prepared);
    const oldest = this.#statements.size > KEPT ? this.#statements.keys().next().value : undefined;
    if (oldest !== undefined) this.#statements.delete(oldest);
    return prepared;
  }
}

// Made here, so that nobody else may read it: hashes and private words are in it. One that is there is not opened: to close
// it again would drop the locks of every other connection of this process (POSIX), and another program that looks into
// the database would take the log away from under them.
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if (!existsSync(file)) throw error;
  }
}

// libsql ends the process on a boolean, and cuts a text at its first NUL when it is read again: such a text is
// looked for, but not kept.
function bindable(value: unknown, reads: boolean): string | number | bigint | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value === "string" && (reads || !value.includes("\0"))) return value;
  throw new StoreError("INVALID", `a ${typeof value} that no column holds`);
}

// The driver does not know what was selected; Kysely does.
function rowsOf<Row>(rows: readonly unknown[]): Row[] {
  return rows as Row[];
}
