import type { GeneratedAlways, Kysely } from "kysely";

// Times and places in the log are whole numbers beyond 2^31; what has a shape of its own is JSON in a text.

interface AccountsTable {
  folded: string;
  name: string;
  password_hash: string | null;
  scram: string | null;
  email: string | null;
  status: "active" | "unverified" | "suspended";
  verification_hash: string | null;
  verification_expires_at: number | null;
  settings: string;
  created_at: number;
  last_seen_at: number;
}

interface NicksTable {
  folded: string;
  nick: string;
  account: string;
  at: number;
}

interface CertificatesTable {
  fingerprint: string;
  account: string;
  label: string;
  at: number;
}

interface AppPasswordsTable {
  account: string;
  device: string;
  hash: string;
  created_at: number;
  last_used_at: number | null;
}

interface BansTable {
  kind: string;
  folded: string;
  mask: string;
  soft: number;
  reason: string;
  private_reason: string | null;
  by: string;
  at: number;
  expires_at: number | null;
}

interface FiltersTable {
  name: string;
  action: string;
  kind: string;
  pattern: string;
}

interface HeldTable {
  id: number;
  account: string | null;
  message: string;
}

interface ChannelsTable {
  folded: string;
  name: string;
  founder: string | null;
  topic: string | null;
  modes: string;
  lists: string;
  settings: string;
  created_at: number;
  last_used_at: number;
}

interface RolesTable {
  channel: string;
  account: string;
  role: string;
  by: string;
  at: number;
}

/** Each target has a number: another name, or being forgotten, is one row and not a million. */
interface TargetsTable {
  number: GeneratedAlways<number>;
  /** Null once it is forgotten: its messages wait to be swept. */
  key: string | null;
}

interface PartiesTable {
  party: string;
  target: number;
}

interface MessagesTable {
  /** In the order of writing; the search row has the same. */
  place: GeneratedAlways<number>;
  id: string;
  target: number;
  seq: number;
  n: number;
  at: number;
  kind: string;
  account: string | null;
  nick: string;
  prefix: string;
  text: string;
  payload: string;
  folded: string | null;
}

interface ReactionsTable {
  id: string;
  message: string;
  by: string;
  account: string | null;
  value: string;
  at: number;
}

interface StaysTable {
  account: string;
  stay: string;
}

interface MarkersTable {
  account: string;
  target: string;
  at: number;
}

interface MetadataTable {
  scope: "account" | "channel";
  owner: string;
  key: string;
  value: string;
  visibility: string;
}

interface PluginValuesTable {
  plugin: string;
  key: string;
  value: string;
}

interface CursorsTable {
  name: string;
  seq: number;
}

/** The tables, as Kysely types its queries by them. */
export interface Tables {
  accounts: AccountsTable;
  nicks: NicksTable;
  certificates: CertificatesTable;
  app_passwords: AppPasswordsTable;
  bans: BansTable;
  filters: FiltersTable;
  held: HeldTable;
  channels: ChannelsTable;
  roles: RolesTable;
  targets: TargetsTable;
  parties: PartiesTable;
  messages: MessagesTable;
  reactions: ReactionsTable;
  stays: StaysTable;
  markers: MarkersTable;
  metadata: MetadataTable;
  plugin_values: PluginValuesTable;
  cursors: CursorsTable;
}

/** The database, or a transaction in it. */
export type Db = Kysely<Tables>;
