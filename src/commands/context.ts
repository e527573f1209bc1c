import type { CapabilityName } from "../caps/capabilities.ts";
import type { Soon } from "../history/soon.ts";
import type { Reply } from "../protocol/reply.ts";
import type { Change, MessageLine } from "../world/changes.ts";
import type { Identity } from "../world/identity.ts";
import type { PastChange } from "../world/past.ts";
import type { SessionRecord, User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import type { Client } from "./client.ts";
import type { NodeControl } from "./node-control.ts";
import type { NodeFacts } from "./node-facts.ts";

/** A line of the server that is no numeric. */
export interface ServerLine {
  readonly verb: string;
  readonly params: readonly string[];
}

/** A line that is no numeric, with another source than the server. */
export interface SourcedLine extends ServerLine {
  readonly source: string;
}

/** Replies that come as a batch of this type to clients that have the capabilities for it. */
export interface AnswerBatch {
  readonly type: string;
  /** What the batch is about. */
  readonly params?: readonly string[];
  readonly needs: readonly CapabilityName[];
  readonly replies: readonly (Reply | ServerLine)[];
}

/** What can be answered at once. */
export type Answer = Reply | ServerLine | SourcedLine | AnswerBatch;

/** True for what is said, false for a numeric. */
export function isServerLine(line: Reply | ServerLine): line is ServerLine {
  return "verb" in line;
}

/** True for replies that belong together. */
export function isAnswerBatch(answer: Answer): answer is AnswerBatch {
  return "replies" in answer;
}

/** A batch of this type begins within a long answer, for clients that know batches. */
export interface BatchBegins {
  readonly opens: string;
  readonly params: readonly string[];
  /** `draft/chathistory-end`: there is no next page. */
  readonly isEnd?: boolean;
}

/** The batch that was begun is over. */
export interface BatchEnds {
  readonly closes: string;
}

/** Something of the past is shown as it was. */
export interface Recalled {
  readonly recalls: PastChange;
  /** When it was, in ms since 1970. */
  readonly at: number;
}

/** A change is shown as if it happened now: a session that has just come learns of what is so already. */
export interface Shown {
  readonly shows: Change;
}

/** One step of a long answer; `undefined` found nothing. */
export type AnswerStep =
  | Reply
  | ServerLine
  | SourcedLine
  | AnswerBatch
  | BatchBegins
  | BatchEnds
  | Recalled
  | Shown
  | undefined;

/** What can say something in the name of a service. */
export interface NoticeSource {
  /** Sends a NOTICE from somebody else than the server: `nick!user@host`. */
  noticeFrom(source: string, text: string): void;
}

/** What every part of a command may use. */
interface CommandContext extends NoticeSource {
  readonly world: World;
  /** The time in ms since 1970: of the entry in `run`, of this node's clock in `ask`. */
  readonly now: number;
  /** Sends a numeric to the client; rendered on its own node only. */
  reply(reply: Reply): void;
  /** Sends a line that is no numeric, from the server: `say("PONG", name, token)`. */
  say(verb: string, ...params: readonly string[]): void;
  /** Sends a NOTICE from the server. */
  notice(text: string): void;
  /** Sends answers as one chunk: cheaper than one by one, and all of them at once. */
  replyAll(answers: readonly Answer[]): void;
}

/** A question, answered at once from this node's copy of the world. */
export interface AskContext extends CommandContext {
  /** `undefined` before registration. */
  readonly user: User | undefined;
  readonly client: Client;
  readonly node: NodeFacts;
  /**
   * Sends replies one after another as the client reads them; its next line waits. The producer
   * looks everything up again at each step: the world goes on meanwhile. `undefined` is a step that
   * found nothing: after so many steps it is others' turn.
   */
  stream(steps: Iterable<AnswerStep>): void;
  /**
   * Goes on when the work is done: at once where it is; what the client says next waits meanwhile. `gone` goes on in
   * its place if the client is there no more by then.
   */
  after<T>(work: Soon<T>, then: (outcome: T) => void, gone?: (outcome: T) => void): void;
  /** Slow or secret work of this node. */
  readonly control: NodeControl;
}

/** A question from somebody who is registered. */
export interface UserAskContext extends AskContext {
  readonly user: User;
}

/** Slow work at home, before the entry. */
export interface PrepareContext extends AskContext {
  readonly user: User;
}

/** A change to the world, at its place in the log, on every node alike. */
export interface RunContext<Prepared = undefined> extends CommandContext {
  readonly user: User;
  readonly session: SessionRecord;
  /** The server the session is connected to, as a source of changes. */
  readonly server: Identity;
  /** The session itself on the node where it lives; `undefined` on all others. */
  readonly home: Client | undefined;
  /** What `prepare` found out. */
  readonly prepared: Prepared;
  /** Client-only tags of the line, as they stand in it; empty if all of them are denied by the network. */
  readonly tags: string | undefined;
  /** The lines of a message that came as a batch. */
  readonly lines: readonly MessageLine[] | undefined;
  /** What is done is written down as a whole: its parts are not. */
  readonly isAudited?: true;
  commit(change: Change): void;
  /** `<entry id>-<n>`: the id of the next message this entry sends. */
  nextMessageId(): string;
  /** The same entry in the name of another user: replies go to that user, on that user's node. */
  inNameOf(user: User): RunContext;
}
