import type { ChannelKey } from "../protocol/names.ts";
import { hasCtcp } from "../protocol/text.ts";
import { mayReadSaid } from "../world/access-history.ts";
import type { AccountKey } from "../world/account.ts";
import type { Change, Kicked, MessageRedacted, MessageSent, Quit } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import type { UserId } from "../world/ids.ts";
import { lineByLine } from "../world/line-by-line.ts";
import { isChannel, type Place } from "../world/place.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { latest, type Page, takePage } from "./page.ts";
import { Ring } from "./ring.ts";
import type { Said } from "./said.ts";

/** What was said, for those who may read it again. Pages are as `takePage` gives them. */
export interface HistoryReader {
  /** A page of what this member may read of a channel, or of what the two have said to each other. */
  page(place: Place, reader: User, page: Page): readonly Said[] | undefined;
  /** Where there is something that this user may read, the one where nothing was said for longest first. */
  targets(reader: User): readonly TalkTarget[];
  /** True once it was taken back: who walks what was found asks again at each step. */
  isRedacted(said: Said): boolean;
}

/** A channel or a nick, and when the last message there was sent, in ms since 1970. */
export interface TalkTarget {
  readonly name: string;
  readonly at: number;
}

// Everything together; what was silent for longest is forgotten first.
const mostInAll = 50_000;
// Who was kicked is remembered with the channel, by id and by nick; so many of these.
const mostKicked = 1000;
// What was taken back matters to walks that are under way: so many of these are remembered.
const mostRedacted = 1000;

interface Talk {
  readonly ring: Ring<Said>;
  /** Whom it hides what from: everything up to that number, by id and by folded nick. */
  readonly hidden: Map<string, number>;
  /** The two of a conversation. */
  readonly pair: readonly [UserId, UserId] | undefined;
  /** The number of the message at which it was last moved behind all others. */
  movedAt: number;
}

const silence: Talk = { ring: new Ring(), hidden: new Map(), pair: undefined, movedAt: 0 };

// How many messages a talk may be out of order: to move it at each costs more than to keep it.
const slack = 256;

/** The newest messages of every channel and conversation, in memory, fed by the changes of the world. */
export class History implements HistoryReader {
  readonly #world: World;
  readonly #most: number;
  /** By channel, or by the ids of the two; who spoke last stands last. */
  readonly #talks = new Map<string, Talk>();
  /** Whom a user talks with: their conversations end with them. */
  readonly #partners = new Map<UserId, Set<UserId>>();
  /** By their numbers, the last ones. */
  readonly #redacted = new Set<number>();
  #kept = 0;
  #number = 0;

  constructor(world: World, most = mostInAll) {
    this.#world = world;
    this.#most = most;
  }

  /** Takes in a change that has been applied. */
  record(change: Change): void {
    switch (change.type) {
      case "configured":
        return this.#trim(change.settings.history.lines);
      case "message-sent":
        return this.#message(change);
      case "message-redacted":
        return this.#redact(change);
      case "kicked":
        this.#hide(change);
        return this.#dropIfGone(change.channel);
      case "parted":
      case "channel-modes-changed":
        return this.#dropIfGone(change.channel);
      case "quit":
        return this.#left(change);
      case "node-lost":
        for (const quit of change.quits) this.#left(quit);
        return;
      case "channel-renamed":
        return this.#rename(change.channel, change.next.channel);
      case "account-removed":
        return this.#erase(change.account);
      default:
        return;
    }
  }

  page(place: Place, reader: User, page: Page): readonly Said[] | undefined {
    return isChannel(place) ? this.#inChannel(place, reader, page) : this.#between(reader, place, page);
  }

  #inChannel(channel: Channel, reader: User, page: Page): readonly Said[] | undefined {
    const talk = this.#talks.get(channel.key) ?? silence;
    const hiddenTo = Math.max(talk.hidden.get(reader.id) ?? 0, talk.hidden.get(reader.foldedNick) ?? 0);
    const said = takePage(talk.ring, page, (one) => one.number > hiddenTo && mayRead(channel, reader, one));
    return said?.map((one) => underName(one, channel.name));
  }

  #between(reader: User, other: User, page: Page): readonly Said[] | undefined {
    const talk = this.#talks.get(conversationKey(reader.id, other.id)) ?? silence;
    return takePage(talk.ring, page, () => true);
  }

  targets(reader: User): readonly TalkTarget[] {
    const channels = [...reader.channels.values()].map(({ channel }) => channel);
    const partners = [...(this.#partners.get(reader.id) ?? [])];
    const others = partners.flatMap((id) => this.#world.users.get(id) ?? []);
    return [...channels, ...others]
      .flatMap((place) => {
        const name = isChannel(place) ? place.name : place.nick;
        const [said] = this.page(place, reader, latest(1)) ?? [];
        return said ? { name, at: said.message.at } : [];
      })
      .sort((one, other) => one.at - other.at);
  }

  isRedacted(said: Said): boolean {
    return this.#redacted.has(said.number);
  }

  #message(change: MessageSent): void {
    const room = this.#world.settings.history.lines;
    const { target, from, verb } = change;
    // As it may be read again: a request must not be made once more.
    if (room === 0 || verb === "TAGMSG" || hasCtcp(lineByLine(change))) return;
    if (target.to === "everyone" || target.to === "nobody") return;
    this.#number += 1;
    const talk = target.to === "channel" ? this.#talk(target.channel) : this.#conversation(from, target.user);
    this.#kept += talk.ring.push({ message: change, number: this.#number }, room);
    if (this.#kept > this.#most) this.#forgetOldest();
  }

  /** The talk under a key, moved to the end now and then: it was spoken in last. */
  #talk(key: string, pair?: readonly [UserId, UserId]): Talk {
    const kept = this.#talks.get(key);
    if (kept && this.#number - kept.movedAt < slack) return kept;
    const talk = kept ?? { ring: new Ring<Said>(), hidden: new Map(), pair, movedAt: 0 };
    talk.movedAt = this.#number;
    this.#talks.delete(key);
    this.#talks.set(key, talk);
    return talk;
  }

  #conversation(from: UserId, to: UserId): Talk {
    this.#partnersOf(from).add(to);
    this.#partnersOf(to).add(from);
    return this.#talk(conversationKey(from, to), [from, to]);
  }

  #partnersOf(user: UserId): Set<UserId> {
    const partners = this.#partners.get(user) ?? new Set();
    this.#partners.set(user, partners);
    return partners;
  }

  #hide({ channel, user, nick }: Kicked): void {
    const hidden = this.#talks.get(channel)?.hidden;
    if (!hidden) return;
    // By nick, too: to come back over a new connection shows no more.
    for (const who of [user, this.#world.names.foldNick(nick)]) {
      hidden.delete(who);
      hidden.set(who, this.#number);
    }
    for (const oldest of hidden.keys()) {
      if (hidden.size <= mostKicked) return;
      hidden.delete(oldest);
    }
  }

  #left({ user, channels }: Quit): void {
    for (const { key } of channels) this.#dropIfGone(key);
    for (const other of this.#partners.get(user) ?? []) this.#drop(conversationKey(user, other));
    this.#partners.delete(user);
  }

  #redact({ user, target, id }: MessageRedacted): void {
    const key = target.to === "channel" ? target.channel : conversationKey(user, target.user);
    const said = this.#talks.get(key)?.ring.remove(({ message }) => message.id === id);
    if (said) this.#tookOut(said);
  }

  /** All an account has written goes, and its conversations as a whole: who comes next under its name must not read them. */
  #erase(account: AccountKey): void {
    const wroteIt = ({ message: { by } }: Said) =>
      by.account !== undefined && this.#world.names.fold(by.account) === account;
    for (const [key, { ring, pair }] of [...this.#talks]) {
      const written = ring.removeAll(wroteIt);
      for (const said of written) this.#tookOut(said);
      if (pair && written.length > 0) this.#drop(key);
    }
  }

  #tookOut({ number }: Said): void {
    this.#kept -= 1;
    this.#redacted.add(number);
    const [oldest] = this.#redacted;
    if (oldest !== undefined && this.#redacted.size > mostRedacted) this.#redacted.delete(oldest);
  }

  /** What was said goes along with the channel. */
  #rename(from: ChannelKey, to: ChannelKey): void {
    const talk = this.#talks.get(from);
    if (!talk || from === to) return;
    this.#drop(to);
    this.#talks.delete(from);
    this.#talks.set(to, talk);
  }

  #dropIfGone(channel: ChannelKey): void {
    if (!this.#world.channels.has(channel)) this.#drop(channel);
  }

  #trim(room: number): void {
    if (room === 0) return this.#clear();
    for (const { ring } of this.#talks.values()) this.#kept += ring.trim(room);
  }

  #clear(): void {
    this.#talks.clear();
    this.#partners.clear();
    this.#kept = 0;
  }

  #forgetOldest(): void {
    const [oldest] = this.#talks.keys();
    if (oldest !== undefined && this.#talks.size > 1) this.#drop(oldest);
  }

  #drop(key: string): void {
    const talk = this.#talks.get(key);
    if (!talk) return;
    this.#talks.delete(key);
    this.#kept -= talk.ring.size;
    if (!talk.pair) return;
    const [one, other] = talk.pair;
    this.#unlink(one, other);
    this.#unlink(other, one);
  }

  #unlink(user: UserId, other: UserId): void {
    const partners = this.#partners.get(user);
    partners?.delete(other);
    if (partners?.size === 0) this.#partners.delete(user);
  }
}

function mayRead(channel: Channel, reader: User, { message: { from, target } }: Said): boolean {
  return mayReadSaid(channel, reader, { from, status: target.to === "channel" ? target.status : undefined });
}

/** What was said before a channel was renamed reads as if it had always had its name: clients know no other. */
function underName(said: Said, name: string): Said {
  const { message } = said;
  const { target } = message;
  if (target.to !== "channel") return said;
  const shown = target.name.slice(0, target.name.indexOf("#")) + name;
  return shown === target.name
    ? said
    : { ...said, message: { ...message, target: { ...target, name: shown } } };
}

function conversationKey(one: UserId, other: UserId): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
