import type { RecordArguments } from "../sql/recorder.ts";
import type { SqlAreas } from "../sql/sql-areas.ts";
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
export function writeBatch(
  connection: Connection,
  areas: SqlAreas,
  calls: readonly Call[],
): Promise<readonly Outcome[]> {
  return connection.transaction(async () => {
    const outcomes: Outcome[] = [];
    for (const group of groups(calls)) outcomes.push(...(await writeGroup(connection, areas, group)));
    return outcomes;
  });
}

// Calls of `record` that follow each other are one group; every other call is one of its own.
function groups(calls: readonly Call[]): readonly (readonly Call[])[] {
  const found: Call[][] = [];
  for (const call of calls) {
    const last = found.at(-1);
    if (last?.[0] && isRecord(call) && isRecord(last[0])) last.push(call);
    else found.push([call]);
  }
  return found;
}

function isRecord({ area, method }: Call): boolean {
  return area === "messages" && method === "record";
}

// What is wrong with one of a group is found by writing each alone.
async function writeGroup(
  connection: Connection,
  areas: SqlAreas,
  group: readonly Call[],
): Promise<readonly Outcome[]> {
  if (group.length > 1) {
    const together = await attempt(connection, () => areas.messages.recordAll(group.map(recordArguments)));
    if (together.ok) return together.value.map((value) => ({ ok: true, value }));
  }
  const outcomes: Outcome[] = [];
  for (const call of group) outcomes.push(await attempt(connection, () => invoke(areas, call)));
  return outcomes;
}

function recordArguments({ args: [messages, upTo] }: Call): RecordArguments {
  return [Array.isArray(messages) ? messages : [], Number(upTo)];
}

type Attempt<T> = { readonly ok: true; readonly value: T } | (Outcome & { readonly ok: false });

async function attempt<T>(connection: Connection, write: () => Promise<T>): Promise<Attempt<T>> {
  connection.run("SAVEPOINT one");
  try {
    const value = await write();
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
