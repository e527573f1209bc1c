/** Up to when an account has read a target. */
export interface MarkerRow {
  readonly account: string;
  readonly target: string;
  readonly at: number;
}

/** Read markers: they only go forwards. */
export interface MarkerStore {
  /** Gives the time that stands now: this one, or a later one that stood. */
  move(marker: MarkerRow): Promise<number>;
  find(account: string, target: string): Promise<number | undefined>;
  remove(account: string, target: string): Promise<boolean>;
  of(account: string): Promise<readonly MarkerRow[]>;
}

/** What a piece of metadata is about. */
export interface MetadataOwner {
  readonly scope: "account" | "channel";
  /** The key of the account or the channel. */
  readonly owner: string;
}

/** One piece of metadata; how many there may be is the caller's rule. */
export interface MetadataRow extends MetadataOwner {
  readonly key: string;
  readonly value: string;
  readonly visibility: string;
}

/** The place of a piece of metadata among all. */
export type MetadataPlace = MetadataOwner & Pick<MetadataRow, "key">;

/** Metadata of accounts and channels. */
export interface MetadataStore {
  set(row: MetadataRow): Promise<void>;
  remove(owner: MetadataOwner, key: string): Promise<boolean>;
  /** Gives what was there. */
  clear(owner: MetadataOwner): Promise<readonly MetadataRow[]>;
  of(owner: MetadataOwner): Promise<readonly MetadataRow[]>;
  /** Of all, in the order of scope, owner and key, those after `after` (left out for the first page); for the start. */
  list(after: MetadataPlace | undefined, limit: number): Promise<readonly MetadataRow[]>;
}

/** A value a plugin keeps. */
export interface PluginValue {
  readonly key: string;
  readonly value: string;
}

/** Keys and values, in a namespace for each plugin. */
export interface PluginStore {
  get(plugin: string, key: string): Promise<string | undefined>;
  set(plugin: string, key: string, value: string): Promise<void>;
  remove(plugin: string, key: string): Promise<boolean>;
  /** In the order of their keys, those after `after` ("" for the first page). */
  list(plugin: string, after: string, limit: number): Promise<readonly PluginValue[]>;
}
