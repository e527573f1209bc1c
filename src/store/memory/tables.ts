import type { AccountRow, AppPasswordRow, CertificateRow, NickRow } from "../port/accounts.ts";
import type { BanRow } from "../port/bans.ts";
import type { ChannelRow, RoleRow } from "../port/channels.ts";
import type { MessageRow, ReactionRow } from "../port/messages.ts";
import type { FilterRow, HeldRow } from "../port/moderation.ts";
import type { MarkerRow, MetadataOwner, MetadataRow } from "../port/state.ts";
import type { StayRow } from "../port/stays.ts";
import { StoreError } from "../store.ts";

/** A message, and the text it is found by. */
export interface KeptMessage {
  readonly row: MessageRow;
  readonly folded: string;
}

/** The history of one target, in order. */
export interface Talk {
  key: string;
  messages: KeptMessage[];
  readonly parties: Set<string>;
}

/** What a store in memory holds, by key. */
export class MemoryTables {
  readonly accounts = new Map<string, AccountRow>();
  readonly nicks = new Map<string, NickRow>();
  readonly certificates = new Map<string, CertificateRow>();
  readonly appPasswords = new Map<string, AppPasswordRow>();
  readonly bans = new Map<string, BanRow>();
  readonly filters = new Map<string, FilterRow>();
  readonly held = new Map<number, HeldRow>();
  readonly channels = new Map<string, ChannelRow>();
  readonly roles = new Map<string, RoleRow>();
  readonly talks = new Map<string, Talk>();
  /** Where each message is, the oldest first. */
  readonly places = new Map<string, Talk>();
  readonly reactions = new Map<string, ReactionRow>();
  readonly stays = new Map<string, StayRow>();
  readonly markers = new Map<string, MarkerRow>();
  readonly metadata = new Map<string, MetadataRow>();
  readonly plugins = new Map<string, Map<string, string>>();
  cursor = 0;
}

/** A key of several parts. */
export function joined(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** Puts a row under a key nobody has; TAKEN otherwise. */
export function claim<Row>(rows: Map<string, Row>, key: string, row: Row): void {
  if (rows.has(key)) throw taken(key);
  rows.set(key, row);
}

/** What is said of a key somebody has. */
export function taken(key: string): StoreError {
  return new StoreError("TAKEN", `${key} is taken`);
}

/** What is said of a row that belongs to nothing. */
export function missing(key: string): StoreError {
  return new StoreError("MISSING", `${key} is not there`);
}

/** The rows that are so, in the order of their keys. */
export function sorted<Row>(
  rows: Iterable<Row>,
  keyOf: (row: Row) => readonly (string | number)[],
  isWanted: (row: Row) => boolean = () => true,
): readonly Row[] {
  return [...rows].filter(isWanted).sort((one, other) => compared(keyOf(one), keyOf(other)));
}

/** Which of two keys of several parts comes first, as `sort` wants it. */
export function compared(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  for (const [place, part] of one.entries()) {
    const against = other[place] ?? 0;
    if (part !== against) return part < against ? -1 : 1;
  }
  return 0;
}

/** Removes the rows that are so, and gives them. */
export function removeWhere<Key, Row>(rows: Map<Key, Row>, isOne: (row: Row) => boolean): readonly Row[] {
  const gone = [...rows].filter(([, row]) => isOne(row));
  for (const [key] of gone) rows.delete(key);
  return gone.map(([, row]) => row);
}

/** Removes all metadata of an account or a channel, and gives it. */
export function removeMetadata(
  { metadata }: MemoryTables,
  { scope, owner }: MetadataOwner,
): readonly MetadataRow[] {
  return removeWhere(metadata, (row) => row.scope === scope && row.owner === owner);
}
