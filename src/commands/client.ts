import type { ClientCapability } from "../caps/capabilities.ts";
import type { Offer } from "../caps/offer.ts";
import type { Comer } from "../world/access-bans.ts";
import type { SessionId } from "../world/ids.ts";
import type { Metadata } from "../world/metadata.ts";

/** What a client has said of itself before it is registered. */
export interface Registration {
  nick: string | undefined;
  username: string | undefined;
  realname: string;
  password: string | undefined;
  /** The account it has logged in to. */
  account: string | undefined;
  /** What it calls the device it is on, where it logged in with that: `account@phone`. */
  device: string | undefined;
  /** What it is away for from the beginning. */
  away: string | undefined;
  /** What it has said of itself. */
  metadata: Metadata;
  /** True between CAP LS or REQ and CAP END: registration waits. */
  negotiating: boolean;
}

/** The nicks a client watches: monitor.md. */
export interface MonitorList {
  readonly size: number;
  /** As they were asked for, in that order. */
  nicks(): readonly string[];
  has(nick: string): boolean;
  add(nick: string): void;
  remove(nick: string): void;
  clear(): void;
}

/** What a WebIRC gateway says of itself and of whom it brings: webirc.md. */
export interface WebIrcClaim {
  readonly password: string;
  readonly gateway: string;
  readonly address: string;
  readonly options: ReadonlyMap<string, string>;
}

/** A session on this node, as commands use it. */
export interface Client {
  readonly id: SessionId;
  /** The nick the client is addressed by: `*` before it has one. */
  readonly nick: string;
  /** The address as text, normalised. */
  readonly address: string;
  readonly tls: boolean;
  /** How many channels it may join, if fewer than the network allows. */
  readonly mostChannels: number | undefined;
  /** `undefined` once the session is registered. */
  readonly registration: Registration | undefined;
  /** Names of the capabilities in force. */
  readonly capabilities: ReadonlySet<ClientCapability>;
  /** What it may ask for. */
  readonly offer: Offer;
  /** The version of CAP LS the client speaks; 0 before it said. */
  capVersion: number;
  /** Puts capabilities in force and out of it. */
  setCapabilities(on: readonly ClientCapability[], off: readonly ClientCapability[]): void;
  readonly monitor: MonitorList;
  /** The keys of metadata it wants to be told of. */
  subscriptions: ReadonlySet<string>;
  /** When it was last shown the metadata of a big channel; 0 if it never was. */
  syncedAt: number;
  /** Who is about to come, once all that is asked elsewhere of them is known. */
  whenKnown(): Promise<Comer>;
  /** Goes on with logging in; slow work follows at home, and then the answer. */
  authenticate(data: string, initial: string | undefined): void;
  /** Takes what PASS says: the server's password, or that of an account. */
  givePassword(text: string): void;
  /** Has been found to be the owner of the account, or of none any more: at its place in the log, once it is on the network. */
  loggedIn(account: string | undefined): void;
  /** Opens a batch: what belongs to it is kept until it is closed. */
  openBatch(ref: string, type: string, params: readonly string[]): void;
  closeBatch(ref: string): void;
  /** Takes the client for one that a gateway brings, if the gateway is known. */
  comeThrough(claim: WebIrcClaim): void;
  /** When the client last spoke in a channel or joined one: the room a word without target goes to. */
  currentRoom: string | undefined;
  /** Ends the session: an ERROR line with the reason, then the connection. */
  end(reason: string): void;
  /** The client answered a PING. */
  ponged(): void;
}
