import type { ChannelKey, FoldedNick } from "../protocol/names.ts";
import type { Belongings } from "./belongings.ts";
import type { Member } from "./channel.ts";
import type { Identity } from "./identity.ts";
import type { SessionId, UserId } from "./ids.ts";
import type { Letters } from "./letters.ts";

/** One connected client, as the whole network knows it. */
export interface SessionRecord {
  readonly id: SessionId;
  /** The node the client is connected to. */
  readonly node: string;
  /** Which life of the node. */
  readonly epoch: string;
  /** The address as text, normalised (`192.0.2.7`, `2001:db8::7`). */
  readonly address: string;
  /** The host name found for the address, or the address. */
  readonly host: string;
  readonly tls: boolean;
  /** SHA-256 of the client's certificate in hexadecimal. */
  readonly certfp: string | undefined;
  /** The WebIRC gateway it came through. */
  readonly gateway?: { readonly name: string; readonly address: string };
}

/** What an operator was granted when they opered up; resolved once, so nodes cannot disagree. */
export interface OperGrant {
  /** The name of the block in the configuration. */
  readonly name: string;
  /** `undefined` grants everything. */
  readonly privileges: readonly string[] | undefined;
}

/** One entry of SILENCE. */
export interface SilenceEntry {
  readonly mask: string;
  readonly at: number;
}

/** A person or bot on the network: one nick, one or more sessions. */
export class User {
  readonly id: UserId;
  identity: Identity;
  foldedNick: FoldedNick;
  realname: string;
  modes: Letters = "";
  /** The categories of server notices an operator gets, as letters. */
  snomask: Letters = "";
  away: string | undefined = undefined;
  oper: OperGrant | undefined = undefined;
  readonly sessions: SessionRecord[] = [];
  /** In the order of joining. */
  readonly channels: Map<ChannelKey, Member> = new Map();
  /** Channels this user was invited to: key → when (ms). Made on the first invitation. */
  invitations: Map<ChannelKey, number> | undefined = undefined;
  /** Users this one accepts messages from under +g, in the order of accepting. */
  accepted: Set<UserId> | undefined = undefined;
  /** Users who accept this one: whose lists are to be cleared when it leaves. */
  acceptedBy: Set<UserId> | undefined = undefined;
  silenced: readonly SilenceEntry[] = [];
  /** What a user has who is in no account. */
  belongings: Belongings | undefined = undefined;
  /** When the user came, in ms since 1970. */
  readonly signedOnAt: number;
  /** When the nick was last changed. */
  nickAt: number;
  /** When the real name was last changed; 0 if it never was. */
  realnameAt = 0;
  /** When the user last said something: what idle time counts from. */
  activeAt: number;
  /** When somebody refused by +g was last announced to this user (718). */
  callerNoticeAt = 0;
  /** When the user last knocked on a channel. */
  knockedAt = 0;

  constructor(id: UserId, identity: Identity, foldedNick: FoldedNick, realname: string, at: number) {
    this.id = id;
    this.identity = identity;
    this.foldedNick = foldedNick;
    this.realname = realname;
    this.signedOnAt = at;
    this.nickAt = at;
    this.activeAt = at;
  }

  /** The nick as the user writes it. */
  get nick(): string {
    return this.identity.nick;
  }

  /** True if every session of the user is on TLS. */
  get secure(): boolean {
    return this.sessions.every((session) => session.tls);
  }

  /** The host the user really comes from: that of the first session. */
  get realHost(): string {
    return this.sessions[0]?.host ?? this.identity.host;
  }

  /** The address the user really comes from: that of the first session. */
  get address(): string {
    return this.sessions[0]?.address ?? "0.0.0.0";
  }
}
