import type { Json } from "./json.ts";

/** A filter that an operator has added, as they gave it. */
export interface FilterRow {
  readonly name: string;
  readonly action: string;
  /** word, literal, glob or regex. */
  readonly kind: string;
  readonly pattern: string;
}

/** Filters that operators have added. */
export interface FilterStore {
  /** In place of the one of this name. */
  set(filter: FilterRow): Promise<void>;
  /** False if there is none. */
  remove(name: string): Promise<boolean>;
  /** In the order of their names, those after `after` ("" for the first page). */
  list(after: string, limit: number): Promise<readonly FilterRow[]>;
}

/** A message that waits for review. */
export interface HeldRow {
  readonly id: number;
  /** Whose account it was said in. */
  readonly account: string | undefined;
  /** The caller's own. */
  readonly message: Json;
}

/** Messages that wait for review. */
export interface HeldStore {
  /** In place of what was there. */
  put(row: HeldRow): Promise<void>;
  /** False if there is none. */
  remove(id: number): Promise<boolean>;
  /** Those of an account, in the order of their ids. */
  of(account: string): Promise<readonly HeldRow[]>;
  /** In the order of their ids, those after `after` (0 for the first page). */
  list(after: number, limit: number): Promise<readonly HeldRow[]>;
}
