import type { Store } from "../store/store.ts";
import { keptSince } from "../world/access-history.ts";
import { accountOf } from "../world/account.ts";
import { Channel } from "../world/channel.ts";
import { absentParties, conversation, partyOf } from "../world/conversations.ts";
import type { Talk } from "../world/place.ts";
import { isAtLeast, statuses } from "../world/statuses.ts";
import { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { heldPage } from "./held-page.ts";
import type { History } from "./history.ts";
import { findSaid, latest, type Page, type PageOf, type Reading } from "./page.ts";
import { type HistoryReader, nameOf, type Sought, type TalkTarget, type TargetSpan } from "./reader.ts";
import type { Held } from "./recent.ts";
import type { Recorder } from "./recorder.ts";
import { eventKinds, messageKind } from "./rows.ts";
import type { Said } from "./said.ts";
import { searchStored } from "./search.ts";
import type { Soon } from "./soon.ts";
import { type StoredTalk, storedPage, storedSaid } from "./stored.ts";
import { heldTargets, oneOfEach, storedTargets } from "./targets.ts";

/** The store as far as history reads it. */
export interface Kept {
  readonly store: Pick<Store, "messages">;
  readonly recorder: Recorder;
  /** It outlasts the process. */
  readonly lasts: boolean;
}

const nothing: PageOf = { said: [], isEnd: true };
const silence: Reading = { talk: { size: 0, at: () => undefined }, mayRead: () => true };

/** Reads from memory what is held there, and everything else from the store. */
export class Pages implements HistoryReader {
  readonly #world: World;
  readonly #history: History;
  readonly #kept: Kept | undefined;
  /** Channels of which the store has more than memory, since before the server was started, and who reads it now. */
  readonly #unread = new WeakMap<Channel, Promise<void> | undefined>();

  constructor(world: World, history: History, kept: Kept | undefined) {
    this.#world = world;
    this.#history = history;
    this.#kept = kept;
  }

  get lasts(): boolean {
    return this.#kept?.lasts ?? false;
  }

  page(talk: Talk, reader: User, page: Page, withEvents = false): Soon<PageOf | undefined> {
    if (talk instanceof Channel) return this.#pageOfChannel(talk, reader, page, withEvents);
    const kept = this.#keptFor(reader);
    if (kept) return this.#pageOfConversation(kept, talk, reader, page, withEvents);
    const found = heldPage(this.#between(talk, reader), page, true);
    return found === "beyond" ? undefined : found;
  }

  find(talk: Talk, reader: User, id: string): Soon<Said | undefined> {
    const held =
      talk instanceof Channel ? this.#history.recent.inChannel(talk, reader) : this.#between(talk, reader);
    const found = held && findSaid(held, id);
    return found || !this.#kept ? found : this.#findStored(this.#kept, talk, reader, id);
  }

  targets(reader: User, span: TargetSpan): Soon<readonly TalkTarget[]> {
    const held = heldTargets(this.#history.recent, reader);
    if (!this.#kept) return inSpan(held, span);
    return this.#storedTargets(this.#kept, reader, span, held);
  }

  async search(reader: User, sought: Sought): Promise<readonly Said[]> {
    const kept = this.#kept;
    if (!kept) return [];
    await kept.recorder.settled();
    const places = sought.in === undefined ? this.#readable(reader) : this.#talksOf(sought.in, reader, false);
    const party = sought.in === undefined ? accountOf(this.#world, reader) : undefined;
    return await searchStored(kept.store.messages, this.#world, sought, { places, party });
  }

  asItReads(said: Said): Said | undefined {
    return this.#history.asItReads(said);
  }

  fill(channel: Channel): Promise<void> | undefined {
    if (!this.#kept || !this.#unread.has(channel)) return undefined;
    const reading = this.#unread.get(channel) ?? this.#fill(this.#kept, channel);
    this.#unread.set(channel, reading);
    return reading;
  }

  /** The store has history of this channel that memory does not hold. */
  has(channel: Channel): void {
    this.#unread.set(channel, undefined);
    this.#history.recent.misses(channel.key);
  }

  /** What failed, or looked under a name the channel has no more, is done anew for who comes next. */
  async #fill(kept: Kept, channel: Channel): Promise<void> {
    try {
      if (await this.#filled(kept, channel)) this.#unread.delete(channel);
    } finally {
      if (this.#unread.has(channel)) this.#unread.set(channel, undefined);
    }
  }

  async #filled({ store }: Kept, channel: Channel): Promise<boolean> {
    const { key } = channel;
    const kinds = kindsFor(statuses, false);
    const { talk: held, mayRead } = silence;
    const talk = { target: key, shownIn: channel, kinds, since: 0, mayRead, held };
    const page = await storedPage(store.messages, talk, latest(this.#world.settings.history.lines));
    if (!page || channel.key !== key || this.#world.channels.get(key) !== channel) return false;
    // It may have been taken back, or been said anew, while it was read.
    const said = page.said.flatMap((one) => this.asItReads(one) ?? []);
    this.#history.recent.fill(key, said, page.isEnd);
    return true;
  }

  #pageOfChannel(channel: Channel, reader: User, page: Page, withEvents: boolean): Soon<PageOf | undefined> {
    const held = this.#history.recent.inChannel(channel, reader);
    if (!held) return nothing;
    const found = heldPage(held, page, held.isWhole || !this.#kept);
    if (this.#kept && (withEvents || found === "beyond"))
      return this.#pageOfStored(this.#kept, channel, reader, page, withEvents);
    return found === "beyond" ? undefined : found;
  }

  async #pageOfStored(
    { recorder, store }: Kept,
    channel: Channel,
    reader: User,
    page: Page,
    withEvents: boolean,
  ): Promise<PageOf | undefined> {
    await recorder.settled();
    // Who may read what is asked when it is known what there is: they may have been put out meanwhile.
    const talk = this.#talkIn(channel, reader, withEvents);
    return talk ? storedPage(store.messages, talk, page) : nothing;
  }

  async #pageOfConversation(
    { recorder, store }: Kept,
    talk: Exclude<Talk, Channel>,
    reader: User,
    page: Page,
    withEvents: boolean,
  ): Promise<PageOf | undefined> {
    await recorder.settled();
    let found: PageOf | undefined = nothing;
    for (const one of this.#talksOf(talk, reader, withEvents)) {
      found = await storedPage(store.messages, one, page);
      if (found && found.said.length > 0) break;
    }
    return found;
  }

  async #findStored(
    { recorder, store }: Kept,
    talk: Talk,
    reader: User,
    id: string,
  ): Promise<Said | undefined> {
    await recorder.settled();
    for (const one of this.#talksOf(talk, reader, true)) {
      const found = await storedSaid(store.messages, one, id);
      if (found) return this.asItReads(found);
    }
    return undefined;
  }

  async #storedTargets(
    { recorder, store }: Kept,
    reader: User,
    span: TargetSpan,
    held: readonly TalkTarget[],
  ): Promise<readonly TalkTarget[]> {
    await recorder.settled();
    const party = accountOf(this.#world, reader);
    const stored = await storedTargets(
      store.messages,
      this.#world,
      { places: this.#readable(reader), party },
      span,
    );
    return inSpan(oneOfEach(this.#world, [...held, ...stored]), span);
  }

  /** Every channel that the user may read something of. */
  #readable(reader: User): readonly StoredTalk[] {
    return [...reader.channels.values()].flatMap(({ channel }) => this.#talkIn(channel, reader, false) ?? []);
  }

  /** What of the store is meant, as far as it is for the reader. */
  #talksOf(talk: Talk, reader: User, withEvents: boolean): readonly StoredTalk[] {
    if (talk instanceof Channel) {
      const found = this.#talkIn(talk, reader, withEvents);
      return found ? [found] : [];
    }
    const account = accountOf(this.#world, reader);
    if (account === undefined) return [];
    const others =
      talk instanceof User ? [partyOf(this.#world, talk.identity)] : absentParties(this.#world, talk.absent);
    return others.flatMap((other) => {
      const target = conversation(account, other)?.key;
      const kinds = [...verbs, ...(withEvents ? ["TAGMSG"] : [])];
      const since = keptSince(this.#world);
      const { talk: held, mayRead } = this.#between(talk, reader);
      return target === undefined ? [] : { target, shownIn: undefined, kinds, since, mayRead, held };
    });
  }

  #talkIn(channel: Channel, reader: User, withEvents: boolean): StoredTalk | undefined {
    const held: Held | undefined = this.#history.recent.inChannel(channel, reader);
    const member = channel.member(reader);
    if (!held || !member) return undefined;
    const theirs = statuses.filter(({ letter }) => isAtLeast(member.status, letter));
    const { since, mayRead, talk } = held;
    return {
      target: channel.key,
      shownIn: channel,
      kinds: kindsFor(theirs, withEvents),
      since,
      mayRead,
      held: talk,
    };
  }

  /** What memory holds of a conversation: of who is not here, nothing. */
  #between(talk: Exclude<Talk, Channel>, { id }: User): Reading {
    return talk instanceof User ? this.#history.recent.between(id, talk.id) : silence;
  }

  /** The store, for those it keeps conversations for. */
  #keptFor({ identity }: User): Kept | undefined {
    return identity.account === undefined ? undefined : this.#kept;
  }
}

const verbs = ["PRIVMSG", "NOTICE"] as const;

/** The kinds of rows for a member with these statuses. */
function kindsFor(theirs: readonly { readonly letter: string }[], withEvents: boolean): readonly string[] {
  const spoken = withEvents ? [...verbs, "TAGMSG"] : verbs;
  const toSome = spoken.flatMap((verb) => theirs.map(({ letter }) => messageKind(verb, letter)));
  return [...spoken, ...toSome, ...(withEvents ? eventKinds : [])];
}

/** Counted from the first time named, as BETWEEN is; the one where nothing was said for longest first. */
function inSpan(targets: readonly TalkTarget[], { from, to, count }: TargetSpan): readonly TalkTarget[] {
  const [least, most] = [Math.min(from, to), Math.max(from, to)];
  const found = targets
    .filter(({ at }) => least < at && at < most)
    .sort((one, other) => one.at - other.at || (nameOf(one.talk) < nameOf(other.talk) ? -1 : 1));
  return from <= to ? found.slice(0, count) : found.slice(-count);
}
