import type { ChannelKey } from "../protocol/names.ts";
import { keptSince, mayReadSaid, readableSince } from "../world/access-history.ts";
import type { Change, ChannelRenamed, MessageSent, Quit } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import type { UserId } from "../world/ids.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { type KickMark, markOf } from "./kick-marks.ts";
import type { Reading } from "./page.ts";
import { Partners } from "./partners.ts";
import { PutOut } from "./put-out.ts";
import { Ring } from "./ring.ts";
import { inOrder, type Said } from "./said.ts";

// Everything together; what was silent for longest is forgotten first.
const mostInAll = 50_000;

interface Talk {
  ring: Ring<Said>;
  /** The channel, or … */
  channel: ChannelKey | undefined;
  /** … the two of a conversation. */
  readonly pair: readonly [UserId, UserId] | undefined;
  /** The number of the message at which it was last moved behind all others. */
  movedAt: number;
}

/** What memory holds of a channel or a conversation, for one reader. */
export interface Held extends Reading {
  /** Nothing that they may read is missing: the store has no more. */
  readonly isWhole: boolean;
  /** What was said before this time is not for them, in ms since 1970. */
  readonly since: number;
}

const silence: Talk = { ring: new Ring(), channel: undefined, pair: undefined, movedAt: 0 };

// How many messages a talk may be out of order: to move it at each costs more than to keep it.
const slack = 256;

/** The newest messages of every channel and conversation, in memory. */
export class Recent {
  readonly #world: World;
  readonly #most: number;
  /** By channel, or by the ids of the two; who spoke last stands last. */
  readonly #talks = new Map<string, Talk>();
  /** Channels of which more was said than is held. */
  readonly #partial = new Set<ChannelKey>();
  readonly #putOut: PutOut;
  readonly #partners = new Partners();
  #kept = 0;
  #number = 0;

  constructor(world: World, most = mostInAll) {
    this.#world = world;
    this.#most = most;
    this.#putOut = new PutOut(world);
  }

  /** Takes in a change that has been applied; what is said comes by `say`. */
  record(change: Change): void {
    switch (change.type) {
      case "configured":
        return this.#trim(change.settings.history.lines);
      case "kicked":
        this.hide(change.channel, markOf(this.#world, change), change.user);
        return this.#dropIfGone(change.channel);
      case "parted":
      case "channel-modes-changed":
      case "registration-ended":
        return this.#dropIfGone(change.channel);
      case "quit":
        return this.#left(change);
      case "node-lost":
        for (const quit of change.quits) this.#left(quit);
        return;
      case "channel-renamed":
        this.#rename(change.channel, change.next.channel);
        return this.#talks.get(change.next.channel)?.ring.alter((said) => underName(said, change.next));
      default:
        return;
    }
  }

  /** Holds a message. */
  say(said: Said, { target, from }: MessageSent): void {
    if (target.to === "everyone" || target.to === "nobody") return;
    const room = this.#world.settings.history.lines;
    this.#number += 1;
    const talk =
      target.to === "channel"
        ? this.#talk(target.channel, target.channel)
        : this.#conversation(from, target.user);
    const more = talk.ring.push(said, room);
    if (more < 1) this.#lost(talk);
    this.#kept += more;
    if (this.#kept > this.#most) this.#forgetOldest();
  }

  /** What is held of a channel, as far as a member may read it; `undefined`: nothing is for them. */
  inChannel(channel: Channel, reader: User): Held | undefined {
    const since = readableSince(this.#world, channel, reader);
    if (since === undefined) return undefined;
    const talk = this.#talks.get(channel.key) ?? silence;
    const hidden = this.#putOut.from(channel.key, reader);
    const oldest = talk.ring.at(0);
    const isOlder = oldest !== undefined && (oldest.at < since || oldest.seq <= hidden.seq);
    return {
      talk: talk.ring,
      mayRead: (said) => said.seq > hidden.seq && said.at >= since && mayRead(channel, reader, said),
      isWhole: isOlder || !this.#partial.has(channel.key),
      since: Math.max(since, hidden.at + 1),
    };
  }

  /** What is held of what two who are here have said to each other; what is too old may not have been removed. */
  between(one: UserId, other: UserId): Reading {
    const { ring } = this.#talks.get(conversationKey(one, other)) ?? silence;
    const since = keptSince(this.#world);
    return { talk: ring, mayRead: ({ at }) => at >= since };
  }

  /** Whom this user has talked with and still may. */
  partnersOf(user: UserId): readonly User[] {
    return [...this.#partners.of(user)].flatMap((id) => this.#world.users.get(id) ?? []);
  }

  /** Hides what was said in a channel until now from who was put out of it. */
  hide(channel: ChannelKey, mark: KickMark, user?: UserId): void {
    this.#putOut.hide(channel, mark, user);
  }

  /** More was said in the channel than is held. */
  misses(channel: ChannelKey): void {
    this.#partial.add(channel);
  }

  /** Holds what was said in a channel before all that is held of it, as much as there is room for. */
  fill(channel: ChannelKey, earlier: readonly Said[], isAll: boolean): void {
    const talk = this.#talk(channel, channel);
    const before = talk.ring.size;
    const first = talk.ring.at(0);
    const all = earlier.filter((said) => first === undefined || inOrder(said, first) < 0);
    const ring = new Ring<Said>();
    const room = this.#world.settings.history.lines;
    for (const said of [...all, ...talk.ring.items]) ring.push(said, room);
    talk.ring = ring;
    this.#kept += ring.size - before;
    if (isAll && all.length + before <= room) this.#partial.delete(channel);
  }

  /** Takes a message of a channel, or of two, out. */
  remove(channel: ChannelKey | undefined, id: string): void {
    for (const ring of this.#ringsOf(channel)) {
      if (!ring.remove((one) => one.id === id)) continue;
      this.#kept -= 1;
      return;
    }
  }

  /** Puts another in the place of a message of a channel, or of two. */
  alter(channel: ChannelKey | undefined, id: string, alter: (said: Said) => Said): void {
    for (const ring of this.#ringsOf(channel)) if (ring.replace((one) => one.id === id, alter)) return;
  }

  /** What is held of a channel, or of all who talk with each other: somebody may have said it over another connection. */
  *#ringsOf(channel: ChannelKey | undefined): Generator<Ring<Said>> {
    if (channel !== undefined) yield (this.#talks.get(channel) ?? silence).ring;
    else for (const { ring, pair } of this.#talks.values()) if (pair) yield ring;
  }

  /** Forgets all that is so, with the conversations it was said in as a whole, and gives it. */
  forgetWhere(isOne: (said: Said) => boolean): readonly Said[] {
    const gone: Said[] = [];
    for (const [key, { ring, pair }] of [...this.#talks]) {
      const removed = ring.removeAll(isOne);
      this.#kept -= removed.length;
      if (pair && removed.length > 0) this.#drop(key);
      gone.push(...removed);
    }
    return gone;
  }

  /** The talk under a key, moved to the end now and then: it was spoken in last. */
  #talk(key: string, channel: ChannelKey | undefined, pair?: readonly [UserId, UserId]): Talk {
    const kept = this.#talks.get(key);
    if (kept && this.#number - kept.movedAt < slack) return kept;
    const talk = kept ?? { ring: new Ring<Said>(), channel, pair, movedAt: 0 };
    talk.movedAt = this.#number;
    this.#talks.delete(key);
    this.#talks.set(key, talk);
    return talk;
  }

  #conversation(from: UserId, to: UserId): Talk {
    this.#partners.link(from, to);
    return this.#talk(conversationKey(from, to), undefined, [from, to]);
  }

  /** More was said there than is held from now on. */
  #lost({ channel }: Talk): void {
    if (channel !== undefined) this.#partial.add(channel);
  }

  #left({ user, channels }: Quit): void {
    for (const { key } of channels) this.#dropIfGone(key);
    // Their conversations end with them.
    for (const other of [...this.#partners.of(user)]) this.#drop(conversationKey(user, other));
  }

  /** What was said goes along with the channel. */
  #rename(from: ChannelKey, to: ChannelKey): void {
    if (from === to) return;
    const talk = this.#talks.get(from);
    this.#drop(to);
    this.#talks.delete(from);
    if (talk) {
      this.#talks.set(to, talk);
      talk.channel = to;
    }
    this.#putOut.moved(from, to);
    if (this.#partial.delete(from)) this.#partial.add(to);
    else this.#partial.delete(to);
  }

  #dropIfGone(channel: ChannelKey): void {
    if (this.#world.channels.has(channel)) return;
    this.#drop(channel);
    this.#partial.delete(channel);
    this.#putOut.forget(channel);
  }

  #trim(room: number): void {
    if (room === 0) return this.#clear();
    for (const talk of this.#talks.values()) {
      const more = talk.ring.trim(room);
      if (more < 0) this.#lost(talk);
      this.#kept += more;
    }
  }

  #clear(): void {
    for (const talk of this.#talks.values()) this.#lost(talk);
    this.#talks.clear();
    this.#partners.clear();
    this.#kept = 0;
  }

  #forgetOldest(): void {
    const [oldest] = this.#talks;
    if (oldest === undefined || this.#talks.size === 1) return;
    const [key, talk] = oldest;
    this.#drop(key);
    this.#lost(talk);
  }

  #drop(key: string): void {
    const talk = this.#talks.get(key);
    if (!talk) return;
    this.#talks.delete(key);
    this.#kept -= talk.ring.size;
    if (talk.pair) this.#partners.unlink(...talk.pair);
  }
}

/** May the reader see this one? What went to some of a channel alone is for those. */
export function mayRead(channel: Channel, reader: User, { change }: Said): boolean {
  if (change.type !== "message-sent") return true;
  const { from, by, target } = change;
  const status = target.to === "channel" ? target.status : undefined;
  return mayReadSaid(channel, reader, { from, account: by.account, status });
}

/** What was said before a channel was renamed reads as if it had always had its name: clients know no other. */
function underName(said: Said, { channel, name }: ChannelRenamed["next"]): Said {
  const { change } = said;
  if (change.type !== "message-sent" || change.target.to !== "channel") return said;
  const { target } = change;
  const prefixes = target.name.slice(0, target.name.indexOf("#"));
  return {
    ...said,
    change: { ...change, target: { ...target, channel, name: prefixes + name } },
    target: channel,
  };
}

/** The key under which memory holds what two have said to each other. */
export function conversationKey(one: UserId, other: UserId): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
