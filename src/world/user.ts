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
  /** The host it is shown with in place of that, where no account gives it another. */
  readonly cloak?: string;
  readonly tls: boolean;
  /** SHA-256 of the client's certificate in hexadecimal. */
  readonly certfp: string | undefined;
  /** The WebIRC gateway it came through. */
  readonly gateway?: { readonly name: string; readonly address: string };
  /** What the client calls the device it is on. */
  readonly device?: string;
  /** When it came, in ms since 1970; left out: with its user. */
  readonly since?: number;
  /** What it is away for. */
  readonly away?: SessionAwayState | undefined;
}

/** The host who comes from there is shown with where no account gives another. */
export function plainHostOf({ cloak, host }: Pick<SessionRecord, "cloak" | "host">): string {
  return cloak ?? host;
}

/** What one session is away for, and the number of the entry that says so: the newest word counts. */
export interface SessionAwayState {
  readonly text: string;
  readonly seq: number;
}

/** A device of a user that is not connected now, and when it last was. */
export interface DeviceSeen {
  /** Empty for clients that name none. */
  readonly device: string;
  readonly seenAt: number;
}

/** What an operator was granted when they opered up; resolved once, so nodes cannot disagree. */
export interface OperGrant {
  /** The name of the block in the configuration. */
  readonly name: string;
  /** `undefined` grants everything. */
  readonly privileges: readonly string[] | undefined;
  /** The class the privileges are of. */
  readonly class?: string;
  /** What WHOIS says they are. */
  readonly title?: string;
  /** The categories of server notices they begin with. */
  readonly snomask?: string;
  /** The account, folded, without which it is not theirs. */
  readonly account?: string;
  /** Only operators see that they are one. */
  readonly hidden?: boolean;
}

/** One entry of SILENCE. */
export interface SilenceEntry {
  readonly mask: string;
  readonly at: number;
}

/** A person or bot on the network: one nick, and one or more sessions; none while an always-on account is away. */
export class User {
  readonly id: UserId;
  identity: Identity;
  foldedNick: FoldedNick;
  realname: string;
  modes: Letters = "";
  /** The categories of server notices an operator gets, as letters. */
  snomask: Letters = "";
  /** What others read: the sum of the sessions, set only if none of them is present. */
  away: string | undefined = undefined;
  oper: OperGrant | undefined = undefined;
  readonly sessions: SessionRecord[] = [];
  /** The last session of a user who has none. */
  former: SessionRecord | undefined = undefined;
  /** Since when it has no session; 0 while it has one. */
  absentSince = 0;
  /** Its devices that are not connected, the one seen last at the end. */
  devices: readonly DeviceSeen[] = [];
  /** When it logged in to the account it is in. */
  loggedInAt = 0;
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

  /** The first session, or the last one of a user who has none. */
  get firstSession(): SessionRecord | undefined {
    return this.sessions[0] ?? this.former;
  }

  /** Where the user comes from: each session, or the last one of a user who has none. */
  get origins(): readonly SessionRecord[] {
    if (this.sessions.length > 0 || !this.former) return this.sessions;
    return [this.former];
  }

  /** True if every session of the user is on TLS, or the last one was. */
  get secure(): boolean {
    if (this.sessions.length === 0) return this.former?.tls ?? false;
    return this.sessions.every((session) => session.tls);
  }

  /** The host the user really comes from: that of the first session. */
  get realHost(): string {
    return this.firstSession?.host ?? this.identity.host;
  }

  /** The host the user is shown with where no account gives another: that of the session that has been there longest. */
  get plainHost(): string {
    return this.firstSession ? plainHostOf(this.firstSession) : this.identity.host;
  }

  /** The address the user really comes from: that of the first session. */
  get address(): string {
    return this.firstSession?.address ?? "0.0.0.0";
  }
}
