import type { AccountStore, AppPasswordStore, CertificateStore, NickStore } from "./port/accounts.ts";
import type { BanStore } from "./port/bans.ts";
import type { ChannelStore, RoleStore } from "./port/channels.ts";
import type { MessageStore, ReactionStore } from "./port/messages.ts";
import type { FilterStore, HeldStore } from "./port/moderation.ts";
import type { PeopleStore } from "./port/people.ts";
import type { MarkerStore, MetadataStore, PluginStore } from "./port/state.ts";
import type { StayStore } from "./port/stays.ts";

/** The areas of the store: what lasts. */
export interface StoreAreas {
  readonly accounts: AccountStore;
  readonly nicks: NickStore;
  readonly certificates: CertificateStore;
  readonly appPasswords: AppPasswordStore;
  readonly bans: BanStore;
  readonly filters: FilterStore;
  readonly held: HeldStore;
  readonly channels: ChannelStore;
  readonly roles: RoleStore;
  readonly messages: MessageStore;
  readonly reactions: ReactionStore;
  readonly stays: StayStore;
  readonly markers: MarkerStore;
  readonly metadata: MetadataStore;
  readonly plugins: PluginStore;
  readonly people: PeopleStore;
}

/**
 * The port. A write resolves when it is stored for good, and rejects with a StoreError when it is not and
 * never will be; a read sees every write that has resolved. Every adapter passes the same contract suite.
 */
export interface Store extends StoreAreas {
  /** Rows that wait to be written. */
  readonly waiting: number;
  /** Tells what operators must know; the function it gives ends that. */
  watch(listener: (event: StoreEvent) => void): () => void;
  /** Writes a copy of all to a new file; TAKEN if there is one, UNAVAILABLE where there is nothing to copy. */
  backup(file: string): Promise<void>;
  /** Stores what still waits and lets go; rejects if something could not be stored. A second call does nothing. */
  close(): Promise<void>;
}

/** What happens to the store itself. */
export type StoreEvent =
  /** Writes fail for now; they wait, and are tried again. */
  | { readonly type: "trouble"; readonly code: StoreErrorCode; readonly message: string }
  /** They no longer fail. */
  | { readonly type: "recovered" }
  /** So much waits that history is refused from now on. */
  | { readonly type: "refusing"; readonly waiting: number }
  /** It is taken again; so many rows were refused. */
  | { readonly type: "accepting"; readonly refused: number }
  /** The store is gone; every call is refused. */
  | { readonly type: "failed"; readonly message: string };

/**
 * TAKEN: the name is somebody's. MISSING: what it belongs to is not there. INVALID: no value for a store.
 * BUSY: another program holds the file. FULL: the disk is. CROWDED: too much waits to be written.
 * UNAVAILABLE: the store is closed, gone or out of reach. CORRUPT: the file is no sound database.
 * NEWER: a later version of this program wrote it.
 */
export type StoreErrorCode =
  | "TAKEN"
  | "MISSING"
  | "INVALID"
  | "BUSY"
  | "FULL"
  | "CROWDED"
  | "UNAVAILABLE"
  | "CORRUPT"
  | "NEWER";

/** A store did not do what it was asked. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreError";
    this.code = code;
  }
}
