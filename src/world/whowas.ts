import type { FoldedNick } from "../protocol/names.ts";
import type { Identity } from "./identity.ts";

/** Someone who used a nick and no longer does. */
export interface FormerUser {
  readonly foldedNick: FoldedNick;
  readonly identity: Identity;
  readonly realname: string;
  readonly realHost: string;
  readonly address: string;
  readonly node: string;
  /** When they left the nick, in ms. */
  readonly at: number;
}

/** The last people who left a nick, the oldest first. Bounded. */
export class Whowas {
  readonly entries: FormerUser[] = [];

  /** Keeps one more, and at most `capacity`. */
  add(former: FormerUser, capacity: number): void {
    this.entries.push(former);
    // Trimmed in blocks: one shift per entry would move the whole list each time.
    if (this.entries.length >= capacity * 2) this.entries.splice(0, this.entries.length - capacity);
  }

  /** Those who used the nick, the newest first. */
  find(nick: FoldedNick, capacity: number): readonly FormerUser[] {
    return this.entries
      .slice(Math.max(0, this.entries.length - capacity))
      .filter((former) => former.foldedNick === nick)
      .reverse();
  }
}
