import { StoreError, type StoreErrorCode } from "../store.ts";

// By their beginning: SQLITE_BUSY_SNAPSHOT is a kind of SQLITE_BUSY. The first that fits counts.
const codes: readonly (readonly [beginning: string, code: StoreErrorCode])[] = [
  ["SQLITE_CONSTRAINT_FOREIGNKEY", "MISSING"],
  ["SQLITE_CONSTRAINT_UNIQUE", "TAKEN"],
  ["SQLITE_CONSTRAINT_PRIMARYKEY", "TAKEN"],
  ["SQLITE_CONSTRAINT", "INVALID"],
  ["SQLITE_BUSY", "BUSY"],
  ["SQLITE_LOCKED", "BUSY"],
  ["SQLITE_FULL", "FULL"],
  ["SQLITE_CORRUPT", "CORRUPT"],
  ["SQLITE_NOTADB", "CORRUPT"],
  ["SQLITE_READONLY", "UNAVAILABLE"],
  ["SQLITE_IOERR", "UNAVAILABLE"],
  ["SQLITE_CANTOPEN", "UNAVAILABLE"],
  ["EEXIST", "TAKEN"],
  ["ENOSPC", "FULL"],
  ["EDQUOT", "FULL"],
  ["E", "UNAVAILABLE"],
];

/** What SQLite or the system said, in the words of the port; our own mistakes stay as they are. */
export function storeErrorFrom(cause: unknown, what = "the database"): unknown {
  if (cause instanceof StoreError || !(cause instanceof Error)) return cause;
  const systemCode = "code" in cause ? String(cause.code) : "";
  const code = codes.find(([beginning]) => systemCode.startsWith(beginning))?.[1];
  if (code !== undefined) return new StoreError(code, `${what}: ${cause.message}`, { cause });
  // libsql tells of a file it cannot open by the text alone.
  if (cause.message.startsWith("ConnectionFailed"))
    return new StoreError("UNAVAILABLE", `${what} cannot be opened`, { cause });
  return cause;
}

/** True if the same may well succeed later, without anybody asking again. */
export function isPassing(error: unknown): boolean {
  return error instanceof StoreError && ["BUSY", "FULL", "UNAVAILABLE"].includes(error.code);
}
