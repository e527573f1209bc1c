import type { Channel } from "../world/channel.ts";
import { isAbsent, isChannel, type Talk } from "../world/place.ts";
import type { User } from "../world/user.ts";
import type { Page, PageOf } from "./page.ts";
import type { Said } from "./said.ts";
import type { Soon } from "./soon.ts";

/** What a talk is called now. */
export function nameOf(talk: Talk): string {
  if (isChannel(talk)) return talk.name;
  return isAbsent(talk) ? talk.absent : talk.nick;
}

/** A talk, and when the last message there was sent, in ms since 1970. */
export interface TalkTarget {
  readonly talk: Talk;
  readonly at: number;
}

/** Which targets are asked for: their latest message lies between the two times, neither included. */
export interface TargetSpan {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What is searched for; what is left out may be anything. */
export interface Sought {
  /** Where; left out: wherever the reader may read. */
  readonly in?: Talk;
  /** The nick it was said under. */
  readonly from?: string;
  /** All of these words. */
  readonly text?: string;
  /** In ms since 1970, both included. */
  readonly after?: number;
  readonly before?: number;
  readonly limit: number;
}

/** What was said, for those who may read it again. */
export interface HistoryReader {
  /** True if it outlasts the server. */
  readonly lasts: boolean;
  /**
   * A page of what this member may read of a channel, or of what the two have said to each other, with the events of
   * the channel if they are wanted; `undefined`: a mark is none of those that may be read.
   */
  page(talk: Talk, reader: User, page: Page, withEvents?: boolean): Soon<PageOf | undefined>;
  /** The message of that id, if this one may read it there. */
  find(talk: Talk, reader: User, id: string): Soon<Said | undefined>;
  /** Where there is something that this user may read, the one where nothing was said for longest first. */
  targets(reader: User, span: TargetSpan): Soon<readonly TalkTarget[]>;
  /** Messages that are as sought and that this user may read, the oldest first: the newest, or the first after a time. */
  search(reader: User, sought: Sought): Promise<readonly Said[]>;
  /** What was found as it reads now, `undefined` once it was taken back: who walks asks again at each step. */
  asItReads(said: Said): Said | undefined;
  /** Has memory hold what the store has of a channel; `undefined`: it does. */
  fill(channel: Channel): Promise<void> | undefined;
}
