import type { AccountRow, AppPasswordRow, CertificateRow, NickRow } from "./accounts.ts";
import type { RoleRow } from "./channels.ts";
import type { Json } from "./json.ts";
import type { MessageRow, Place, ReactionRow } from "./messages.ts";
import type { HeldRow } from "./moderation.ts";
import type { MarkerRow, MetadataRow } from "./state.ts";

/** All the store keeps of an account, its messages apart. */
export interface PersonalRecord {
  readonly account: AccountRow | undefined;
  readonly nicks: readonly NickRow[];
  readonly certificates: readonly CertificateRow[];
  readonly appPasswords: readonly AppPasswordRow[];
  /** The keys of the channels it founded. */
  readonly channels: readonly string[];
  readonly roles: readonly RoleRow[];
  readonly reactions: readonly ReactionRow[];
  /** What is kept while it stays on the network without a session. */
  readonly stay: Json | undefined;
  readonly markers: readonly MarkerRow[];
  readonly metadata: readonly MetadataRow[];
  /** What it has said and waits for review. */
  readonly held: readonly HeldRow[];
}

/** What belongs to one account in every table: for its owner to have, and to have gone. */
export interface PeopleStore {
  record(account: string): Promise<PersonalRecord>;
  /** What it wrote, in order, after that place. */
  messages(account: string, after: Place, limit: number): Promise<readonly MessageRow[]>;
  /**
   * Removes the account, all that belongs to it, up to `most` of its messages, and its conversations as a whole:
   * who comes next under the name must not read them. Channels stay, without a founder. Gives how many messages
   * went, and is called again until that is 0.
   */
  erase(account: string, most: number): Promise<number>;
}
