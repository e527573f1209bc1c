import { type SqlAreas, sqlAreas } from "../sql/sql-areas.ts";
import type { Db } from "../sql/tables.ts";
import { Connection, type ConnectionSettings } from "./connection.ts";
import { kyselyOn } from "./dialect.ts";
import { FullText } from "./full-text.ts";
import { migrate } from "./migrate.ts";
import { Recording } from "./recording.ts";
import { storeErrorFrom } from "./sqlite-errors.ts";

/** An open database with all that is done in it; it belongs to one thread. */
export interface Database {
  readonly connection: Connection;
  readonly db: Db;
  readonly areas: SqlAreas;
}

/** Opens a file, with its tables as this program has them. */
export async function openDatabase(settings: ConnectionSettings, version?: string): Promise<Database> {
  const connection = new Connection(settings);
  try {
    const db = kyselyOn(connection);
    await migrate(db, connection, settings.file, version);
    return { connection, db, areas: sqlAreas(db, new FullText(db), new Recording(connection)) };
  } catch (cause) {
    connection.close();
    throw storeErrorFrom(cause, settings.file);
  }
}
