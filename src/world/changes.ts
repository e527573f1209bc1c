import type { LimitParam } from "../protocol/limit-params.ts";
import type { ChannelKey } from "../protocol/names.ts";
import type { Reply } from "../protocol/reply.ts";
import type { Account, AccountKey } from "./account.ts";
import type { AuditRecord } from "./audit.ts";
import type { OpenQuery, ReadMarker } from "./belongings.ts";
import type { ListEntry, Topic } from "./channel.ts";
import type { Defcon } from "./defcon.ts";
import type { Identity } from "./identity.ts";
import type { SessionId, UserId } from "./ids.ts";
import type { Metadata, Visibility } from "./metadata.ts";
import type { Registration } from "./registration.ts";
import type { BanKind, ServerBan } from "./server-ban.ts";
import type { NetworkSettings } from "./settings.ts";
import type { StatusLetter } from "./statuses.ts";
import type { Stay } from "./stay.ts";
import type { OperGrant, SessionAwayState, SessionRecord } from "./user.ts";

// A change is the only thing that alters the world, reaches other clients, enters history and wakes
// plugins. It carries what its audience needs: the world has moved on when it is rendered.

/** Who in a channel sees a member come and go: +D and +u hide some. The member always does. */
export type ShownTo = "all" | "operators" | "self";

/** The network's configuration was set or changed. */
export interface Configured {
  readonly type: "configured";
  readonly settings: NetworkSettings;
}

/** A life of a node has ended: what it still had to say is void, and all its users leave at once. */
export interface NodeLost {
  readonly type: "node-lost";
  readonly node: string;
  readonly epoch: string;
  readonly by: Identity;
  readonly quits: readonly Quit[];
  /** The sessions of users who go on without them. */
  readonly detached: readonly Detached[];
}

/** A user came to the network. */
export interface Registered {
  readonly type: "registered";
  readonly user: UserId;
  readonly by: Identity;
  readonly realname: string;
  readonly modes: string;
  /** Away from the beginning. */
  readonly away?: string;
  /** What the user has after saying something of themselves on the way in; left out: what they had. */
  readonly metadata?: Metadata;
  /** Left out where an always-on user comes back into the world, without one. */
  readonly session?: SessionRecord;
  /** What was kept of who comes back. */
  readonly stay?: Stay;
  readonly at: number;
}

/** One more session of a user who is on the network. */
export interface Attached {
  readonly type: "attached";
  readonly user: UserId;
  readonly by: Identity;
  readonly session: SessionRecord;
  /** When its device last was connected; `undefined`: never, as far as is known. */
  readonly seenAt: number | undefined;
}

/** A session of a user is gone; the user stays. */
export interface Detached {
  readonly type: "detached";
  readonly user: UserId;
  readonly by: Identity;
  readonly session: SessionId;
  readonly reason: string;
  /** What the session reads in ERROR before it is closed. */
  readonly farewell: string;
  /** Up to when its client has seen what was said. */
  readonly seenAt: number;
  readonly at: number;
}

/** A session went away or came back; whether its user did is another change. */
export interface SessionAwayChanged {
  readonly type: "session-away-changed";
  readonly user: UserId;
  readonly session: SessionId;
  readonly away: SessionAwayState | undefined;
}

/** A user left the network. */
export interface Quit {
  readonly type: "quit";
  readonly user: UserId;
  readonly by: Identity;
  readonly reason: string;
  /** The channels left with it, in the order of joining. */
  readonly channels: readonly { readonly key: ChannelKey; readonly shownTo: ShownTo }[];
  /** What the user's own sessions read in ERROR before they are closed. */
  readonly farewell: string;
  readonly sessions: readonly SessionId[];
  readonly at: number;
}

/** An operator puts a user off the network: told to the user, whose `quit` follows. */
export interface Killed {
  readonly type: "killed";
  readonly user: UserId;
  readonly nick: string;
  readonly by: Identity;
  readonly reason: string;
}

/** A user has another nick. */
export interface NickChanged {
  readonly type: "nick-changed";
  readonly user: UserId;
  /** Who they were. */
  readonly by: Identity;
  readonly identity: Identity;
  readonly at: number;
}

/** A user's shown host or user name changed. */
export interface HostChanged {
  readonly type: "host-changed";
  readonly user: UserId;
  readonly by: Identity;
  readonly identity: Identity;
}

/** A user logged in, or out. */
export interface AccountChanged {
  readonly type: "account-changed";
  readonly user: UserId;
  /** Who they were. account-tag.md: the news itself still carries the account they had. */
  readonly by: Identity;
  /** Who they are: in this account, or in none. */
  readonly identity: Identity;
}

/** An account was made, or another thing is true of it: the store has it already. */
export interface AccountSet {
  readonly type: "account-set";
  readonly account: Account;
}

/** An account is gone for good. */
export interface AccountRemoved {
  readonly type: "account-removed";
  readonly account: AccountKey;
}

/** What lasts of a channel while nobody is in it. */
export interface KeptChannel {
  readonly topic: Topic | undefined;
  /** Modes without a parameter, as letters. */
  readonly flags: string;
  readonly params: readonly (readonly [letter: string, value: string])[];
  readonly lists: readonly (readonly [letter: string, entries: readonly ListEntry[]])[];
}

/** A channel was registered, or another thing is true of its registration. */
export interface RegistrationSet {
  readonly type: "registration-set";
  readonly channel: ChannelKey;
  readonly name: string;
  readonly registration: Registration;
  /** What it is made with if it is not there. */
  readonly kept: KeptChannel;
  /** The store does not have it yet: it follows from what became of an account. */
  readonly derived?: true;
}

/** A channel belongs to nobody any more. */
export interface RegistrationEnded {
  readonly type: "registration-ended";
  readonly channel: ChannelKey;
}

/** The store has metadata of an account or a registered channel. */
export interface MetadataKept {
  readonly type: "metadata-kept";
  readonly owner:
    | { readonly scope: "account"; readonly key: AccountKey }
    | { readonly scope: "channel"; readonly key: ChannelKey };
  readonly metadata: Metadata;
}

/** The store has read markers of an account: all of them. */
export interface MarkersKept {
  readonly type: "markers-kept";
  readonly account: AccountKey;
  readonly markers: readonly ReadMarker[];
}

/** A ban of the whole network is in force, in place of one of its kind and mask. */
export interface BanSet {
  readonly type: "ban-set";
  readonly ban: ServerBan;
}

/** A ban of the whole network is none any more. */
export interface BanRemoved {
  readonly type: "ban-removed";
  readonly kind: BanKind;
  readonly mask: string;
}

/** A conversation with another was opened, or closed, on the clients of a user. */
export interface QueryChanged extends OpenQuery {
  readonly type: "query-changed";
  readonly user: UserId;
  readonly isOpen: boolean;
}

/** What the store has taken, for the network to know. */
export type Fact =
  | AccountSet
  | AccountRemoved
  | RegistrationSet
  | RegistrationEnded
  | MetadataKept
  | MarkersKept
  | BanSet
  | BanRemoved
  | DefconSet;

/** The network is guarded in another way. */
export interface DefconSet {
  readonly type: "defcon-set";
  readonly defcon: Defcon;
}

/** A user has another real name. */
export interface RealnameChanged {
  readonly type: "realname-changed";
  readonly user: UserId;
  readonly by: Identity;
  readonly realname: string;
}

/** A user joined a channel; the first one makes it. */
export interface Joined {
  readonly type: "joined";
  readonly channel: ChannelKey;
  readonly name: string;
  readonly user: UserId;
  readonly by: Identity;
  readonly realname: string;
  /** Status letters the member starts with. */
  readonly status: string;
  readonly shownTo: ShownTo;
  /** Flags the channel is made with; `undefined` if it was there. */
  readonly created: string | undefined;
  /** They are put out at once, and shown nothing of the channel. */
  readonly turnedAway?: true;
  readonly at: number;
}

/** A member whom +D or +u hid is shown now. */
export interface Revealed {
  readonly type: "revealed";
  readonly channel: ChannelKey;
  readonly name: string;
  readonly user: UserId;
  readonly by: Identity;
  readonly realname: string;
  /** Under +u only operators may learn of it, or only the others did not know. Left out: everyone learns. */
  readonly to?: "operators" | "others";
}

/** A user left a channel. */
export interface Parted {
  readonly type: "parted";
  readonly channel: ChannelKey;
  readonly name: string;
  readonly user: UserId;
  readonly by: Identity;
  readonly reason: string | undefined;
  readonly shownTo: ShownTo;
  readonly at: number;
}

/** A member was put out of a channel. */
export interface Kicked {
  readonly type: "kicked";
  readonly channel: ChannelKey;
  readonly name: string;
  readonly user: UserId;
  readonly nick: string;
  /** The account they were in: coming back over another connection shows them no more. */
  readonly account: string | undefined;
  readonly by: Identity;
  readonly reason: string;
  readonly shownTo: ShownTo;
  readonly at: number;
}

/** A channel goes by another name, with everything that is true of it. */
export interface ChannelRenamed {
  readonly type: "channel-renamed";
  /** The key it had. */
  readonly channel: ChannelKey;
  /** The name it had. */
  readonly name: string;
  readonly next: { readonly channel: ChannelKey; readonly name: string };
  readonly by: Identity;
  /** Empty where none was given. */
  readonly reason: string;
  readonly at: number;
}

/** The topic was set; an empty text removes it. */
export interface TopicSet {
  readonly type: "topic-set";
  readonly channel: ChannelKey;
  readonly name: string;
  readonly by: Identity;
  readonly topic: Topic;
}

/** One mode that took effect. */
export interface AppliedMode {
  readonly sign: "+" | "-";
  readonly letter: string;
  /** As shown to the members; a nick for a status mode. */
  readonly param: string | undefined;
  /** The member a status mode is about. */
  readonly user: UserId | undefined;
}

/** Modes of a channel changed. */
export interface ChannelModesChanged {
  readonly type: "channel-modes-changed";
  readonly channel: ChannelKey;
  readonly name: string;
  readonly by: Identity;
  readonly modes: readonly AppliedMode[];
  /** Under +u a status below operator concerns the operators and the member alone. */
  readonly shownTo: ShownTo;
  readonly at: number;
}

/** Modes of a user changed. */
export interface UserModesChanged {
  readonly type: "user-modes-changed";
  readonly user: UserId;
  readonly by: Identity;
  readonly modes: readonly { readonly sign: "+" | "-"; readonly letter: string }[];
  /** The categories after the change, where `s` is among the modes. */
  readonly snomask: string | undefined;
}

/** Where a message goes. */
export type MessageTarget =
  | {
      readonly to: "channel";
      readonly channel: ChannelKey;
      /** As shown: the channel's name, with the status prefix of STATUSMSG. */
      readonly name: string;
      /** Only members of this status or above get it: STATUSMSG, and +U. */
      readonly status: StatusLetter | undefined;
    }
  | { readonly to: "user"; readonly user: UserId; readonly name: string }
  /** The other one has silenced the speaker, who is not to learn of it: nobody but the echo. */
  | { readonly to: "nobody"; readonly name: string }
  | { readonly to: "everyone"; readonly name: string; readonly mask: string };

/** How something is said; TAGMSG has tags and no text. */
export type MessageVerb = "PRIVMSG" | "NOTICE" | "TAGMSG";

/** One line of a message of several. */
export interface MessageLine {
  readonly text: string;
  /** It goes on from the line before without a line break: multiline.md. */
  readonly concat?: boolean;
}

/** Something was said. */
export interface MessageSent {
  readonly type: "message-sent";
  readonly verb: MessageVerb;
  readonly from: UserId;
  readonly by: Identity;
  readonly target: MessageTarget;
  /** All of it; the lines of a multiline message are joined by line feeds. */
  readonly text: string;
  /** The lines of a multiline message, as they were sent. */
  readonly lines?: readonly MessageLine[];
  /** Client-only tags, as they stand in a line: `+typing=active;+reply=x`. */
  readonly tags?: string;
  /** The nick of the one who relays it for somebody elsewhere: RELAYMSG. */
  readonly relayedBy?: string;
  /** `<entry id>-<n>`: unique on the network, one per target. */
  readonly id: string;
  readonly at: number;
  /** When its text was changed last: EDIT. */
  readonly editedAt?: number;
}

/** A conversation of two in which a message was taken back or changed. */
export interface ConversationTarget {
  readonly to: "user";
  /** The other one; `undefined`: not here. */
  readonly user: UserId | undefined;
  readonly name: string;
  /** The key it is kept under; `undefined`: memory alone has it. */
  readonly conversation: string | undefined;
}

/** Where a message that can be taken back went: what is kept is of a channel or between two. */
export type RedactedTarget = Extract<MessageTarget, { readonly to: "channel" }> | ConversationTarget;

/** A message was taken back, by who said it or by an operator of the channel. */
export interface MessageRedacted {
  readonly type: "message-redacted";
  readonly user: UserId;
  readonly by: Identity;
  /** Who said it, and the nick they said it under. */
  readonly from: UserId;
  readonly author: string;
  readonly target: RedactedTarget;
  /** The message's id. */
  readonly id: string;
  readonly reason: string | undefined;
  /** The other one has silenced who takes it back, who is not to learn of it. */
  readonly unseen?: true;
  readonly at: number;
}

/** Who said something has changed its text. */
export interface MessageEdited {
  readonly type: "message-edited";
  readonly user: UserId;
  readonly by: Identity;
  /** Who said it. */
  readonly from: UserId;
  readonly target: RedactedTarget;
  /** The message as it reads now, under the id it has had from the first. */
  readonly message: MessageSent;
  /** The id of the EDIT itself. */
  readonly id: string;
  /** The other one has silenced who changes it: they go on reading what they have read. */
  readonly unseen?: true;
  readonly at: number;
}

/** Whom a piece of metadata is about. */
export type MetadataTarget =
  | { readonly to: "user"; readonly user: UserId; readonly name: string }
  | { readonly to: "channel"; readonly channel: ChannelKey; readonly name: string };

/** A user or a channel has a value, or has none any more. */
export interface MetadataSet {
  readonly type: "metadata-set";
  readonly target: MetadataTarget;
  readonly by: Identity;
  readonly key: string;
  readonly visibility: Visibility;
  /** `undefined` removes it; the empty text is a value. */
  readonly value: string | undefined;
  /** It is so already, but those around the user did not see it: they logged in, or out. */
  readonly isShownOnly?: true;
}

/** Somebody has read a channel, or what another has said, up to a time. */
export interface MarkerMoved {
  readonly type: "marker-moved";
  readonly user: UserId;
  /** The folded name of the channel or the other one. */
  readonly target: string;
  /** As it was written. */
  readonly name: string;
  /** In ms since 1970. */
  readonly at: number;
  /** The marker it takes the place of: there may be only so many. */
  readonly forgotten?: string;
}

/** A user was invited to a channel. */
export interface Invited {
  readonly type: "invited";
  readonly channel: ChannelKey;
  readonly name: string;
  readonly by: Identity;
  readonly user: UserId;
  readonly nick: string;
  /** True if it opens the door: an operator's word does, another member's only tells of the channel. */
  readonly admits: boolean;
  readonly at: number;
}

/** Somebody outside asks the operators of a channel to be let in. */
export interface Knocked {
  readonly type: "knocked";
  readonly channel: ChannelKey;
  readonly user: UserId;
  readonly by: Identity;
  /** What the operators read. */
  readonly reply: Reply;
  readonly at: number;
}

/** A member has set limits of a channel beside its modes, these and no others: CHANLIMITS, which the server tells. */
export interface FloodLimitsSet {
  readonly type: "flood-limits-set";
  readonly channel: ChannelKey;
  readonly user: UserId;
  readonly limits: readonly LimitParam[];
}

/** A user went away (text) or came back (`undefined`). */
export interface AwayChanged {
  readonly type: "away-changed";
  readonly user: UserId;
  readonly by: Identity;
  readonly text: string | undefined;
}

/** A user became an operator. */
export interface Opered {
  readonly type: "opered";
  readonly user: UserId;
  readonly by: Identity;
  readonly grant: OperGrant;
}

/** A user's ACCEPT list changed. */
export interface AcceptChanged {
  readonly type: "accept-changed";
  readonly user: UserId;
  readonly other: UserId;
  readonly sign: "+" | "-";
}

/** A user's SILENCE list changed. */
export interface SilenceChanged {
  readonly type: "silence-changed";
  readonly user: UserId;
  readonly by: Identity;
  readonly sign: "+" | "-";
  readonly mask: string;
  readonly at: number;
}

/** A text for every user with a mode: WALLOPS to +w, server notices to +s; GLOBOPS to all operators. */
export interface Announced {
  readonly type: "announced";
  readonly kind: "wallops" | "globops" | "snotice";
  readonly by: Identity;
  readonly text: string;
  /** The category of a server notice. */
  readonly snomask: string;
}

/** Something was done with a privilege; those who watch it are told by a server notice. */
export interface Audited {
  readonly type: "audited";
  readonly by: Identity;
  readonly record: AuditRecord;
}

/** A user is told something another user caused (718). */
export interface Told {
  readonly type: "told";
  readonly to: { readonly user: UserId };
  readonly by: Identity;
  readonly reply: Reply;
  readonly at: number;
}

/** An operator stops or restarts a node. */
export interface StopRequested {
  readonly type: "stop-requested";
  readonly node: string;
  readonly by: Identity;
  readonly restart: boolean;
}

/** Everything that can happen to the network. */
export type Change =
  | Configured
  | NodeLost
  | Registered
  | Attached
  | Detached
  | SessionAwayChanged
  | QueryChanged
  | Quit
  | Killed
  | NickChanged
  | HostChanged
  | AccountChanged
  | Fact
  | RealnameChanged
  | ChannelRenamed
  | Joined
  | Revealed
  | Parted
  | Kicked
  | TopicSet
  | ChannelModesChanged
  | UserModesChanged
  | MessageSent
  | MessageEdited
  | MessageRedacted
  | MetadataSet
  | MarkerMoved
  | Invited
  | Knocked
  | FloodLimitsSet
  | AwayChanged
  | Opered
  | AcceptChanged
  | SilenceChanged
  | Announced
  | Audited
  | Told
  | StopRequested;
