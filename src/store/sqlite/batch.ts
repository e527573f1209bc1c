import type { StoreAreas } from "../store.ts";
import type { Connection } from "./connection.ts";
import { isPassing, storeErrorFrom } from "./sqlite-errors.ts";
import { type Call, type Outcome, wireError } from "./wire.ts";

/** Runs a method of the port. */
export async function invoke(areas: StoreAreas, { area, method, args }: Call): Promise<unknown> {
  const found: unknown = Reflect.get(areas[area], method);
  if (typeof found !== "function") throw new Error(`the store has no ${area}.${method}`);
  return Reflect.apply(found, areas[area], args);
}

/** Writes everything in one transaction; what one of the calls may not do leaves the others alone. */
export async function writeBatch(
  connection: Connection,
  areas: StoreAreas,
  calls: readonly Call[],
): Promise<readonly Outcome[]> {
  connection.run("BEGIN IMMEDIATE");
  try {
    const outcomes: Outcome[] = [];
    for (const call of calls) outcomes.push(await writeOne(connection, areas, call));
    connection.run("COMMIT");
    return outcomes;
  } catch (error) {
    // A full disk makes SQLite roll back by itself.
    if (connection.inTransaction) connection.run("ROLLBACK");
    throw error;
  }
}

async function writeOne(connection: Connection, areas: StoreAreas, call: Call): Promise<Outcome> {
  connection.run("SAVEPOINT one");
  try {
    const value = await invoke(areas, call);
    connection.run("RELEASE one");
    return { ok: true, value };
  } catch (cause) {
    const error = storeErrorFrom(cause);
    // Then nothing of the batch can be written now; all of it is tried again.
    if (isPassing(error)) throw error;
    connection.run("ROLLBACK TO one");
    connection.run("RELEASE one");
    return { ok: false, error: wireError(error) };
  }
}
