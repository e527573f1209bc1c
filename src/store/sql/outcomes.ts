import type { DeleteResult, UpdateResult } from "kysely";

// PostgreSQL and SQLite both count in bigints.

/** How many rows a DELETE took out. */
export function removed(result: DeleteResult): number {
  return Number(result.numDeletedRows);
}

/** How many rows an UPDATE found. */
export function updated(result: UpdateResult): number {
  return Number(result.numUpdatedRows);
}
