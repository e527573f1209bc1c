import type { Json } from "./json.ts";

/** A place in the one order: the entry, and which of its messages. */
export interface Place {
  readonly seq: number;
  readonly n: number;
}

/** Something that was said or happened, as history keeps it. */
export interface MessageRow extends Place {
  /** The msgid: unique on the network. */
  readonly id: string;
  /** The key of the channel or the conversation. */
  readonly target: string;
  /** PRIVMSG, JOIN …: the caller's words. */
  readonly kind: string;
  readonly at: number;
  /** The key of the author's account. */
  readonly account: string | undefined;
  readonly nick: string;
  readonly prefix: string;
  readonly text: string;
  /** Tags, lines, and what else it takes to tell it again. */
  readonly payload: Json;
}

/** A message on its way into the store. */
export interface NewMessage extends MessageRow {
  /** The text as it is searched, folded by the caller; left out, it is not found. */
  readonly folded?: string;
  /** Who takes part, where it is a conversation. */
  readonly parties?: readonly string[];
}

/** Where a page begins or ends: at a message, or at a moment. Itself never on the page, AROUND apart. */
export type Edge = { readonly id: string } | { readonly at: number };

/** Which page of a target, as CHATHISTORY names them. */
export type Span =
  | { readonly type: "latest"; readonly after?: Edge }
  | { readonly type: "before"; readonly edge: Edge }
  | { readonly type: "after"; readonly edge: Edge }
  | { readonly type: "around"; readonly edge: Edge }
  /** From the end named first, towards the other. */
  | { readonly type: "between"; readonly from: Edge; readonly to: Edge };

/** What of a target may be on a page. */
export interface PageFilter {
  readonly kinds?: readonly string[];
  /** Nothing from before this time. */
  readonly since?: number;
}

/** Which targets are asked for. */
export interface TargetsQuery {
  /** These, where they have history … */
  readonly targets: readonly string[];
  /** … and every conversation of this one. */
  readonly party?: string;
  /** The latest message lies between the two, neither included. */
  readonly from: number;
  readonly to: number;
  readonly kinds?: readonly string[];
  readonly limit: number;
}

/** A target, and when something last happened there. */
export interface TargetTime {
  readonly target: string;
  readonly at: number;
}

/** What is searched for; nothing in it has a meaning beyond itself. */
export interface SearchQuery {
  readonly targets: readonly string[];
  /** All of these words, folded as the messages were; left out: whatever was said. */
  readonly words?: string;
  readonly kinds?: readonly string[];
  readonly account?: string;
  readonly nick?: string;
  /** Neither included. */
  readonly after?: number;
  readonly before?: number;
  /** Searched from its oldest message on; otherwise from the newest back. */
  readonly oldestFirst?: boolean;
  readonly limit: number;
}

/** What of a target is too much; `most` rows in one go. */
export interface Expiry {
  readonly before?: number;
  /** So many newest ones stay. */
  readonly keep?: number;
  readonly most: number;
}

/** What was said. Pages and hits are given with the oldest first. */
export interface MessageStore {
  /**
   * Writes the messages of whole entries and moves the cursor to `upTo`, in one transaction; gives how many were
   * new. What lies at or behind the cursor was recorded once: it is passed over, so a replay brings nothing back.
   */
  record(messages: readonly NewMessage[], upTo: number): Promise<number>;
  /** The last entry that was recorded, 0 before the first. */
  cursor(): Promise<number>;
  /** How many rows there are, those that wait to be swept among them. */
  count(): Promise<number>;
  find(target: string, id: string): Promise<MessageRow | undefined>;
  /** Undefined if an edge is the id of no message of this target. */
  page(
    target: string,
    span: Span,
    limit: number,
    filter?: PageFilter,
  ): Promise<readonly MessageRow[] | undefined>;
  /** The latest first. */
  targets(query: TargetsQuery): Promise<readonly TargetTime[]>;
  /** The newest hits, or the oldest. */
  search(query: SearchQuery): Promise<readonly MessageRow[]>;
  /**
   * Takes a message out with its search row, its reactions, and the messages without text that brought them; gives what
   * it was.
   */
  redact(target: string, id: string): Promise<MessageRow | undefined>;
  /** Puts another text in place; false if there is no such message. */
  edit(
    target: string,
    id: string,
    to: { readonly text: string; readonly payload: Json; readonly folded?: string },
  ): Promise<boolean>;
  /** Removes what is too much, the oldest first; gives how many, and is called again until that is 0. */
  expire(target: string, expiry: Expiry): Promise<number>;
  /** Targets with history, in the order of their keys, those after `after`. */
  targetKeys(after: string, limit: number): Promise<readonly string[]>;
  /**
   * Moves the history of a channel with the read markers of all to another key, where whatever another channel left is
   * forgotten. Where nothing is kept under the key, as when it was moved before, nothing is done.
   */
  rename(from: string, to: string): Promise<void>;
  /** From now on the target has no history; its rows are removed by `sweep`. */
  forget(target: string): Promise<void>;
  /** Removes up to `most` rows of forgotten targets; gives how many, and is called again until that is 0. */
  sweep(most: number): Promise<number>;
}

/** A reaction to a message. */
export interface ReactionRow {
  /** The msgid of the TAGMSG that brought it: redacting that one removes it, too. */
  readonly id: string;
  /** The msgid it is about. */
  readonly message: string;
  /** Who, as one is known: an account's key or a nick. */
  readonly by: string;
  readonly account: string | undefined;
  readonly value: string;
  readonly at: number;
}

/** Reactions; they are gone with their message. */
export interface ReactionStore {
  /** False if there is no such message, or this one said so already. */
  add(reaction: ReactionRow): Promise<boolean>;
  remove(message: string, by: string, value: string): Promise<boolean>;
  /** Those to these messages, the oldest first. */
  to(messages: readonly string[]): Promise<readonly ReactionRow[]>;
}
