import type { Json } from "./json.ts";

/** What is kept of somebody who stays on the network without a session. */
export interface StayRow {
  readonly account: string;
  /** The caller's own. */
  readonly stay: Json;
}

/** Who stays on the network, one row for each account. */
export interface StayStore {
  /** In place of what was there. */
  put(row: StayRow): Promise<void>;
  /** False if there is none. */
  remove(account: string): Promise<boolean>;
  of(account: string): Promise<Json | undefined>;
  /** In the order of their accounts, those after `after` ("" for the first page). */
  list(after: string, limit: number): Promise<readonly StayRow[]>;
}
