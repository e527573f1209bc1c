import type { DeleteResult, UpdateResult } from "kysely";

// PostgreSQL and SQLite both count in bigints.

/** True if a DELETE took a row out. */
export function hasRemoved(result: DeleteResult): boolean {
  return result.numDeletedRows > 0n;
}

/** True if an UPDATE found a row. */
export function hasUpdated(result: UpdateResult): boolean {
  return result.numUpdatedRows > 0n;
}
