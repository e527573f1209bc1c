import type { ChannelKey } from "../protocol/names.ts";
import type { AskedLimit } from "./asked-limits.ts";
import type { UserId } from "./ids.ts";
import type { Letters } from "./letters.ts";
import type { Metadata } from "./metadata.ts";
import type { Registration } from "./registration.ts";
import type { User } from "./user.ts";

/** A user in a channel. */
export interface Member {
  readonly user: User;
  readonly channel: Channel;
  /** Status letters, the highest first: `o`, `ov`. */
  status: string;
  readonly joinedAt: number;
  /** True while +D hides the join from the others. */
  hidden: boolean;
}

/** The topic and who set it. */
export interface Topic {
  readonly text: string;
  /** `nick!user@host` of who set it. */
  readonly by: string;
  readonly at: number;
}

/** One entry of a list mode: a ban, an exception, an invite exception. */
export interface ListEntry {
  readonly mask: string;
  readonly by: string;
  readonly at: number;
}

/** Somebody who was kicked. */
export interface RecentKick {
  /** What they are known by: account, or user name and host. */
  readonly who: readonly string[];
  readonly at: number;
}

/** A channel and everything that is true of it. */
export class Channel {
  /** Only RENAME changes it, and the name. */
  key: ChannelKey;
  /** The name as its first member wrote it. */
  name: string;
  readonly createdAt: number;
  topic: Topic | undefined = undefined;
  /** Modes without parameter that are set. */
  flags: Letters = "";
  /** Parameters of the modes that have one: letter → value as shown. */
  readonly params: Map<string, string> = new Map();
  /** List modes: letter → entries in the order they were set. Made with the first entry. */
  readonly lists: Map<string, ListEntry[]> = new Map();
  metadata: Metadata = [];
  /** In the order of joining. */
  readonly members: Map<UserId, Member> = new Map();
  /** The times (ms) of the last joins: what +j counts. */
  recentJoins: readonly number[] = [];
  /** Who was kicked last: what +J counts. */
  recentKicks: readonly RecentKick[] = [];
  /** Ids of the messages taken back last: whoever asks for one at the same time comes too late. */
  recentRedactions: readonly string[] = [];
  /** The limits its operators have set beside its modes, in the order of setting: replaced, not altered. */
  askedLimits: readonly AskedLimit[] = [];
  /** To whom it belongs; `undefined`: to nobody. */
  registration: Registration | undefined = undefined;
  /** When somebody last knocked. */
  knockedAt = 0;
  /** When it was last renamed. */
  renamedAt = 0;

  constructor(key: ChannelKey, name: string, createdAt: number) {
    this.key = key;
    this.name = name;
    this.createdAt = createdAt;
  }

  /** True if the flag, or the mode with a parameter, is set. */
  has(letter: string): boolean {
    return this.flags.includes(letter) || (this.params.size > 0 && this.params.has(letter));
  }

  /** True if there is no room on its lists: Modern IRC, MAXLIST, `most` is for all of them together. */
  hasFullLists(most: number): boolean {
    let total = 0;
    for (const entries of this.lists.values()) total += entries.length;
    return total >= most;
  }

  /** The user's membership. */
  member(user: User): Member | undefined {
    return this.members.get(user.id);
  }
}
