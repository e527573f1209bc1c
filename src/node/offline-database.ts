import { existsSync } from "node:fs";
import { join } from "node:path";
import { accountLines } from "../store/sqlite/account-lines.ts";
import { contentsOf, exportLines, importLines, problemsOf } from "../store/sqlite/archive.ts";
import { Connection } from "../store/sqlite/connection.ts";
import { type Database, openDatabase } from "../store/sqlite/database.ts";
import { DATABASE_FILE, type DataFolder, openDataFolder } from "./data-folder.ts";
import { StartError } from "./start-error.ts";

/** The database of a server that does not run. */
export interface OfflineDatabase {
  readonly file: string;
  /** How much there is, in words. */
  contents(): string;
  exportLines(): Iterable<string>;
  /** All that is kept of one account, or nothing if there is none. */
  accountLines(name: string): AsyncIterable<string>;
  /** All of them, or none. */
  importLines(lines: AsyncIterable<string>): Promise<void>;
  /** What is wrong with it. */
  problems(): readonly string[];
  close(): Promise<void>;
}

// Nobody but us works on it; if another program does, it gets so long.
const BUSY_TIMEOUT = 5_000;

/**
 * Copies the database in a data folder, as it is at one moment, into a new file; says what is in it. A server may run on
 * the folder, and its tables stay as they are.
 */
export function copyDatabase(folder: string, copy: string): string {
  const connection = new Connection({ file: databaseIn(folder), busyTimeout: BUSY_TIMEOUT });
  try {
    connection.copyTo(copy);
    return contentsOf(connection);
  } finally {
    connection.close();
  }
}

/** Opens the database in a data folder, which is locked meanwhile; made if it is missing and that is wanted. */
export async function openOfflineDatabase(folder: string, isMade: boolean): Promise<OfflineDatabase> {
  const file = isMade ? join(folder, DATABASE_FILE) : databaseIn(folder);
  const held = openDataFolder(folder);
  try {
    return offline(file, held, await openDatabase({ file, busyTimeout: BUSY_TIMEOUT }));
  } catch (error) {
    held.close();
    throw error;
  }
}

function databaseIn(folder: string): string {
  const file = join(folder, DATABASE_FILE);
  if (!existsSync(file)) throw new StartError("NO_DATABASE", `there is no ${file}`);
  return file;
}

function offline(file: string, held: DataFolder, { connection, db, areas }: Database): OfflineDatabase {
  return {
    file,
    contents: () => contentsOf(connection),
    exportLines: () => exportLines(connection),
    accountLines: (name) => accountLines(areas, name),
    importLines: (lines) => importLines(connection, lines),
    problems: () => problemsOf(connection),
    async close() {
      await db.destroy();
      held.close();
    },
  };
}
