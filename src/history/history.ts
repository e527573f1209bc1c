import type { ChannelKey } from "../protocol/names.ts";
import { hasCtcp } from "../protocol/text.ts";
import type { NewMessage } from "../store/port/messages.ts";
import { memberShownTo } from "../world/access.ts";
import { historyPolicy } from "../world/access-history.ts";
import type { AccountKey } from "../world/account.ts";
import type {
  Change,
  Kicked,
  MessageEdited,
  MessageRedacted,
  MessageSent,
  Quit,
  RedactedTarget,
} from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import { conversationOf } from "../world/conversations.ts";
import { lineByLine } from "../world/line-by-line.ts";
import type { PastEvent } from "../world/past.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { markOf, markRow } from "./kick-marks.ts";
import { reactionsOf } from "./reactions.ts";
import { Recent } from "./recent.ts";
import type { Recorder } from "./recorder.ts";
import { messageColumns, rowOf } from "./rows.ts";
import { reworded, type Said } from "./said.ts";

// What was taken back or changed matters to walks that are under way: so many of these are remembered.
const mostAltered = 1000;

/** Keeps what was said, fed by the changes of the world: the newest in memory, and all of it in the store. */
export class History {
  readonly recent: Recent;
  readonly #world: World;
  /** Left out: nothing outlasts the memory. */
  readonly #recorder: Recorder | undefined;
  /** By their ids, the last ones: what was changed, and `undefined` for what was taken back. */
  readonly #altered = new Map<string, MessageSent | undefined>();
  /** The number of the latest entry that brought something, and how much. */
  #seq = 0;
  #brought = 0;

  constructor(world: World, recorder?: Recorder, recent = new Recent(world)) {
    this.#world = world;
    this.#recorder = recorder;
    this.recent = recent;
  }

  /** Takes in a change that has been applied. */
  record(change: Change): void {
    switch (change.type) {
      case "message-sent":
        return this.#said(change);
      case "message-redacted":
        return this.#redact(change);
      case "message-edited":
        return this.#edit(change);
      case "nick-changed":
        return this.#happened(change, this.#channelsShowing(change.user));
      case "quit":
        this.recent.record(change);
        return this.#quit(change);
      case "node-lost":
        this.recent.record(change);
        for (const quit of change.quits) this.#quit(quit);
        return;
      default:
        this.recent.record(change);
        return this.#inChannel(change);
    }
  }

  /** What was found as it reads now, `undefined` once it was taken back: who walks asks again at each step. */
  asItReads(said: Said): Said | undefined {
    if (!this.#altered.has(said.id)) return said;
    const now = this.#altered.get(said.id);
    return now && reworded(said, now);
  }

  #inChannel(change: Change): void {
    switch (change.type) {
      case "joined":
        this.#recorder?.made(change.channel);
        if (change.shownTo === "all") this.#happened(change, [change.channel]);
        return;
      case "kicked":
        this.#kicked(change);
        return this.#forgetIfGone(change.channel);
      case "parted":
      case "channel-modes-changed":
        if (change.shownTo === "all") this.#happened(change, [change.channel]);
        return this.#forgetIfGone(change.channel);
      case "revealed":
        if (change.to !== "operators") this.#happened(change, [change.channel]);
        return;
      case "topic-set":
        return this.#happened(change, [change.channel]);
      case "registration-ended":
        return this.#forgetIfGone(change.channel);
      case "channel-renamed":
        return this.#renamed(change);
      case "account-removed":
        return this.#forgetAccount(change.account);
      default:
        return;
    }
  }

  #said(change: MessageSent): void {
    const { target, verb } = change;
    if (target.to === "everyone" || target.to === "nobody" || !this.#isOn) return;
    const reactions = verb === "TAGMSG" ? reactionsOf(this.#world, change) : undefined;
    // Tags alone are kept where they say something about a message, and CTCP requests must not be made once more.
    if (verb === "TAGMSG" ? !reactions : hasCtcp(lineByLine(change))) return;
    const channel = target.to === "channel" ? this.#world.channels.get(target.channel) : undefined;
    if (target.to === "channel" && !(channel && this.#keeps(channel))) return;
    const talk = channel ? { key: channel.key, parties: undefined } : conversationOf(this.#world, change);
    const said = { change, id: change.id, ...this.#place(), at: change.at, target: talk?.key };
    if (verb !== "TAGMSG") this.recent.say(said, change);
    if (!talk || !this.#recorder) return;
    this.#recorder.add(rowOf(this.#world, said, talk.key, talk.parties));
    const found = reactions ?? (change.tags === undefined ? undefined : reactionsOf(this.#world, change));
    if (found?.added) this.#recorder.react(found.added);
    if (found?.removed) this.#recorder.unreact(found.removed);
  }

  #happened(change: PastEvent, keys: Iterable<ChannelKey>): void {
    if (!this.#recorder || !this.#isOn) return;
    let row: NewMessage | undefined;
    for (const key of keys) {
      const channel = this.#world.channels.get(key);
      if (!channel || !this.#keeps(channel)) continue;
      const place = this.#place();
      const id = eventId(place);
      // What it says is made once, however many channels it is seen in.
      row = row
        ? { ...row, ...place, id, target: key }
        : rowOf(this.#world, { change, id, ...place, at: this.#world.at }, key);
      this.#recorder.add(row);
    }
  }

  #quit(quit: Quit): void {
    this.#happened(
      quit,
      quit.channels.filter(({ shownTo }) => shownTo === "all").map(({ key }) => key),
    );
    for (const { key } of quit.channels) this.#forgetIfGone(key);
  }

  #renamed(change: Extract<Change, { type: "channel-renamed" }>): void {
    const { channel, next } = change;
    if (channel !== next.channel) this.#recorder?.rename(channel, next.channel);
    this.#happened(change, [next.channel]);
  }

  /** A channel that is made again inherits nothing. */
  #forgetIfGone(key: ChannelKey): void {
    if (!this.#world.channels.has(key)) this.#recorder?.forget(key);
  }

  #redact({ target, id }: MessageRedacted): void {
    const { channel, key } = placeOf(target);
    this.recent.remove(channel, id);
    this.#remember(id, undefined);
    if (key !== undefined) this.#recorder?.redact(key, id);
  }

  #edit({ target, message, unseen }: MessageEdited): void {
    // Who has silenced the author goes on reading what they have read.
    if (unseen) return;
    const { channel, key } = placeOf(target);
    const { id } = message;
    this.recent.alter(channel, id, (one) => reworded(one, message));
    this.#remember(id, message);
    if (key !== undefined) this.#recorder?.edit(key, id, messageColumns(message));
  }

  /** What an account wrote goes from memory, and its conversations as a whole; the store does so by itself. */
  #forgetAccount(account: AccountKey): void {
    const { names } = this.#world;
    const isTheirs = (said: Said) => {
      const { change, target } = said;
      if (change.type !== "message-sent") return false;
      const { account: author } = change.by;
      const isParty = change.target.to === "user" && target?.split(" ").includes(account);
      return isParty || (author !== undefined && names.fold(author) === account);
    };
    for (const { id } of this.recent.forgetWhere(isTheirs)) this.#remember(id, undefined);
  }

  #remember(id: string, now: MessageSent | undefined): void {
    this.#altered.delete(id);
    this.#altered.set(id, now);
    const [oldest] = this.#altered.keys();
    if (oldest !== undefined && this.#altered.size > mostAltered) this.#altered.delete(oldest);
  }

  /** Who was put out is remembered with what they may not read, shown or not. */
  #kicked(change: Kicked): void {
    if (change.shownTo === "all") this.#happened(change, [change.channel]);
    if (!this.#recorder || !this.#isOn) return;
    const place = this.#place();
    const id = eventId(place);
    this.#recorder.add(markRow(markOf(this.#world, change), { id, ...place, target: change.channel }));
  }

  *#channelsShowing(id: User["id"]): Generator<ChannelKey> {
    for (const member of this.#world.users.get(id)?.channels.values() ?? []) {
      if (memberShownTo(member.channel, member) === "all") yield member.channel.key;
    }
  }

  #keeps(channel: Channel): boolean {
    return historyPolicy(this.#world, channel) !== "none";
  }

  get #isOn(): boolean {
    return this.#world.settings.history.lines > 0;
  }

  /** The next place of the entry that is being applied. */
  #place(): { readonly seq: number; readonly n: number } {
    const { seq } = this.#world;
    this.#brought = seq === this.#seq ? this.#brought + 1 : 0;
    this.#seq = seq;
    return { seq, n: this.#brought };
  }
}

/** No client is shown it; it is unique as the place is. */
function eventId({ seq, n }: Pick<Said, "seq" | "n">): string {
  return `event-${seq.toString(36)}-${n}`;
}

/** Where memory has it, unless that is between two, and the key the store has it under. */
function placeOf(target: RedactedTarget): {
  readonly channel?: ChannelKey;
  readonly key: string | undefined;
} {
  if (target.to === "user") return { key: target.conversation };
  return { channel: target.channel, key: target.channel };
}
