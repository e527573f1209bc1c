import type { Json } from "./json.ts";

/** A registered channel. */
export interface ChannelRow {
  /** Folded by the caller; unique. */
  readonly folded: string;
  readonly name: string;
  /** The key of an account; undefined once that is erased. */
  readonly founder: string | undefined;
  readonly topic: { readonly text: string; readonly by: string; readonly at: number } | undefined;
  readonly modes: Json;
  /** Bans and the other lists, by letter. */
  readonly lists: Json;
  readonly settings: Json;
  readonly createdAt: number;
  readonly lastUsedAt: number;
}

/** What may change of a channel; another name is given by `rename`. */
export type ChannelChange = Partial<Omit<ChannelRow, "folded" | "name" | "createdAt">>;

/** Channels that belong to someone. */
export interface ChannelStore {
  /** TAKEN if it is registered. */
  register(channel: ChannelRow): Promise<void>;
  find(folded: string): Promise<ChannelRow | undefined>;
  /** In the order of their keys, those after `after` ("" for the first page). */
  list(after: string, limit: number): Promise<readonly ChannelRow[]>;
  /** False if it is not registered. */
  update(folded: string, change: ChannelChange): Promise<boolean>;
  /**
   * Gives a registered channel another name, with its roles and metadata; where none is registered under it, as when it
   * was moved before, nothing is done. TAKEN if the other name is registered. History is moved by `messages.rename`.
   */
  rename(folded: string, next: { readonly folded: string; readonly name: string }): Promise<void>;
  /** Ends the registration with its roles and metadata; history is ended by `messages.forget`. */
  drop(folded: string): Promise<boolean>;
}

/** What an account is in a channel. */
export interface RoleRow {
  readonly channel: string;
  readonly account: string;
  /** founder, admin, op, halfop, voice: the caller's words. */
  readonly role: string;
  readonly by: string;
  readonly at: number;
}

/** Roles in registered channels, one for each account. */
export interface RoleStore {
  /** In place of the one it had; MISSING if the channel is not registered. */
  set(role: RoleRow): Promise<void>;
  remove(channel: string, account: string): Promise<boolean>;
  in(channel: string): Promise<readonly RoleRow[]>;
  of(account: string): Promise<readonly RoleRow[]>;
  /** Of all channels, in the order of channel and account; for the start. */
  list(after: Pick<RoleRow, "channel" | "account">, limit: number): Promise<readonly RoleRow[]>;
}
