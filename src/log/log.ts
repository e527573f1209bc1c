import type { Message } from "../protocol/message.ts";
import type { FoldedNick } from "../protocol/names.ts";
import type { Reply } from "../protocol/reply.ts";
import type { AccountKey } from "../world/account.ts";
import type { AuditRecord } from "../world/audit.ts";
import type { Fact, MessageLine } from "../world/changes.ts";
import type { SessionId, UserId } from "../world/ids.ts";
import type { Metadata } from "../world/metadata.ts";
import type { BanKind, ServerBan } from "../world/server-ban.ts";
import type { NetworkSettings } from "../world/settings.ts";
import type { Stay } from "../world/stay.ts";
import type { OperGrant, SessionRecord } from "../world/user.ts";
import type { Verdict } from "../world/verdicts.ts";

/** Where an entry began. */
export interface Origin {
  /** The server's name. */
  readonly node: string;
  /** Which life of the node: an entry of an ended one is void. */
  readonly epoch: string;
  readonly session: SessionId | undefined;
  /** The number of the line in its session, or of the act of its node: replies, labels and capabilities are found by it. */
  readonly line: number;
}

/** A client's line that changes the world. */
export interface LineRequest {
  readonly type: "line";
  readonly message: Pick<Message, "command" | "params">;
  /** Client-only tags, as they stand in a line. */
  readonly tags?: string;
  /** The lines of a message that came as a batch. */
  readonly lines?: readonly MessageLine[];
  /** What the command's `prepare` found out. */
  readonly prepared?: unknown;
  /** What was decided at home about the changes it proposes. */
  readonly verdicts?: readonly Verdict[];
  /** The filters that mark what is said. */
  readonly marks?: readonly string[];
}

/** A client has said all it must to come in. */
export interface RegisterRequest {
  readonly type: "register";
  readonly nick: string;
  readonly username: string;
  readonly realname: string;
  readonly account?: string;
  readonly away?: string;
  /** What the user has said of themselves on the way in. */
  readonly metadata?: Metadata;
  readonly session: SessionRecord;
}

/** Somebody who is on the network has proved to own an account, or lets go of theirs. */
export interface LoginRequest {
  readonly type: "login";
  readonly account?: string;
  /** It was an exchange of SASL, which ends with a numeric of its own. */
  readonly sasl?: true;
}

/** Somebody has had the time to log in to the account whose nick they have. */
export interface NickDueRequest {
  readonly type: "nick-due";
  readonly user: UserId;
  readonly nick: FoldedNick;
}

/** A session is gone, and why. */
export interface LeftRequest {
  readonly type: "left";
  readonly reason: string;
  /** When the client was last heard, where it may have missed what was sent since. */
  readonly seenAt?: number;
}

/** The network's configuration is this now. */
export interface ConfigureRequest {
  readonly type: "configure";
  readonly settings: NetworkSettings;
  /** What it says otherwise of operators who are in office. */
  readonly offices?: readonly OfficeReview[];
}

/** What becomes of an operator in office, over another configuration. */
export interface OfficeReview {
  readonly user: UserId;
  /** The name of the office they have. */
  readonly was: string;
  /** What they may do from now on; left out: they are no operator any more. */
  readonly grant?: OperGrant;
}

/** Something was done with a privilege where no entry tells of it. */
export interface AuditedRequest {
  readonly type: "audited";
  readonly record: Omit<AuditRecord, "at">;
}

/** Somebody is an operator without asking for it. */
export interface AppointedRequest {
  readonly type: "appointed";
  readonly user: UserId;
  readonly grant: OperGrant;
}

/** The store has taken what the network is to know. */
export interface RecordedRequest {
  readonly type: "recorded";
  readonly facts: readonly Fact[];
  /** What operators are told who watch what others of them do. */
  readonly notice?: string;
}

/** Always-on users come back into the world after a restart. */
export interface ReturnedRequest {
  readonly type: "returned";
  readonly stays: readonly Stay[];
}

/** Some may have been away for too long. */
export interface StaysOverRequest {
  readonly type: "stays-over";
}

/** A node is gone with all its users. */
export interface NodeLostRequest {
  readonly type: "node-lost";
  readonly node: string;
  /** The life of it that is over: what it still sends is void. */
  readonly epoch: string;
}

/** What the server itself may be asked to do. Nicks and channels as typed: they are looked up at its place in the log. */
export type ServerAct =
  | { readonly does: "kill"; readonly nick: string; readonly reason: string }
  | { readonly does: "topic"; readonly channel: string; readonly text: string }
  /** The mode string and its parameters. */
  | { readonly does: "modes"; readonly channel: string; readonly modes: readonly string[] }
  | { readonly does: "kick"; readonly channel: string; readonly nick: string; readonly reason: string }
  /** Says what a user has said, and somebody else had to look at first. */
  | {
      readonly does: "release";
      readonly user: UserId;
      /** The account they were in: whoever is in it now is they, too. */
      readonly account?: AccountKey;
      readonly verb: "PRIVMSG" | "NOTICE";
      /** As they were written, with commas between. */
      readonly targets: string;
      readonly text: string;
      readonly lines?: readonly MessageLine[];
      /** Client-only tags, as they stand in a line. */
      readonly tags?: string;
    }
  /** Puts off whom a ban is about that has been set, and tells operators of it. */
  | { readonly does: "ban"; readonly ban: ServerBan }
  | { readonly does: "unban"; readonly kind: BanKind; readonly mask: string }
  | {
      readonly does: "say";
      readonly verb: "PRIVMSG" | "NOTICE";
      readonly target: string;
      readonly text: string;
      /** The nick of the service that says it; left out: the server does. */
      readonly as?: string;
    };

/** What comes of an act: what of it was refused, or that nothing has come back in time. */
export type ActOutcome = readonly Reply[] | "late";

/** The server itself acts, for somebody who is no user: the `line` of its origin says which of these it is. */
export interface ActRequest {
  readonly type: "act";
  readonly act: ServerAct;
  /** Who asked for it, as operators are told. */
  readonly by: string;
  /** The plugin that acts. */
  readonly plugin?: string;
  /** What was decided at home about the changes it proposes. */
  readonly verdicts?: readonly Verdict[];
}

/** What somebody wants to happen to the world. */
export type Request =
  | LineRequest
  | RegisterRequest
  | LoginRequest
  | NickDueRequest
  | LeftRequest
  | ConfigureRequest
  | AppointedRequest
  | AuditedRequest
  | RecordedRequest
  | ActRequest
  | ReturnedRequest
  | StaysOverRequest
  | NodeLostRequest;

/** A request at its place in the one order. Plain JSON. */
export interface Entry {
  /** 1 for the first ever, then one more each. */
  readonly seq: number;
  /** The clock of the node where it began, in ms since 1970. */
  readonly at: number;
  /** Unique on the network; the ids of its messages begin with it. */
  readonly id: string;
  readonly origin: Origin;
  readonly request: Request;
}

/** The one order everybody applies. Every adapter passes the same contract suite. */
export interface Log {
  /** Puts a request at the end. In one process it is applied before this returns, unless an entry is being applied. */
  append(origin: Origin, request: Request): void;
}
