import type { ChannelKey } from "../protocol/names.ts";
import { numberOf, ownCopy } from "../protocol/text.ts";
import type { Change, MessageEdited, MessageSent } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import {
  type FloodLimit,
  floodLimitOf,
  isFreeOfLimits,
  limitsSpeech,
  repeatLimitOf,
  slowLimitOf,
  waitFor,
} from "../world/flood-limits.ts";
import type { UserId } from "../world/ids.ts";
import type { User } from "../world/user.ts";
import type { World } from "../world/world.ts";
import { foldText, spokenText } from "./folding.ts";

/** Something that was said, in the form in which texts are compared. */
interface Uttered {
  readonly text: string;
  readonly at: number;
}

/** What one user has said in one channel lately, as far as its modes count it. */
interface Talk {
  /** The times of the lines. */
  readonly lines: readonly number[];
  readonly texts: readonly Uttered[];
  readonly lastAt: number;
  /** From when on none of it counts any more. */
  readonly until: number;
}

/** Something that was said, or changed. */
interface Uttering extends Pick<MessageSent, "verb" | "text" | "lines" | "at"> {
  readonly target: MessageSent["target"] | MessageEdited["target"];
}

/** Why something is not to be said in a channel now. */
export interface FloodRefusal {
  readonly reason: string;
  readonly action: FloodLimit["action"];
}

/** What is to be said in a channel. */
export interface Saying {
  readonly text: string;
  readonly lines: number;
  /** How often the same line says it there before: for some of the members, say. */
  readonly before: number;
}

// No mode counts more lines, or looks at more texts.
const mostLines = 100;

/**
 * Who has said how much in the channels with +F, +E and +W: the counters are kept at home and counted up by what was
 * really said. Whoever leaves and comes back is remembered until it does not count any more; whoever quits is not.
 */
export class ChannelFloods {
  readonly #world: World;
  readonly #talks = new Map<UserId, Map<ChannelKey, Talk>>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Talks that are remembered. */
  get size(): number {
    return [...this.#talks.values()].reduce((sum, channels) => sum + channels.size, 0);
  }

  /** May the user say this in the channel now? Members with a voice may. */
  refusal(channel: Channel, user: User, saying: Saying, now: number): FloodRefusal | undefined {
    if (!limitsSpeech(channel) || isFreeOfLimits(channel, user)) return undefined;
    const { text, lines, before } = saying;
    const talk = this.#talks.get(user.id)?.get(channel.key);
    const withThese = (times: readonly number[], each = 1) => [...times, ...repeated(now, before * each)];
    const slow = slowLimitOf(channel);
    const slowFor = slow ? waitFor(slow, withThese(talk ? [talk.lastAt] : []), 1, now) : 0;
    if (slowFor > 0) return { reason: `+W: wait ${inSeconds(slowFor)}`, action: "block" };
    const flood = floodLimitOf(channel);
    const floodFor = flood ? waitFor(flood, withThese(talk?.lines ?? [], lines), lines, now) : 0;
    if (flood && floodFor > 0)
      return {
        reason: `+F: ${flood.count} lines in ${flood.seconds} seconds, wait ${inSeconds(floodFor)}`,
        action: flood.action,
      };
    const repeat = repeatLimitOf(channel);
    const isAgain = repeat && waitFor(repeat, withThese(timesOf(text, talk)), 1, now) > 0;
    return isAgain ? { reason: "+E: you have said that already", action: "block" } : undefined;
  }

  /** Something has happened on the network. */
  changed(change: Change): void {
    switch (change.type) {
      case "message-sent":
        return this.#said(change, change.from);
      // An edit tells everybody a line, too.
      case "message-edited":
        return this.#said({ ...change.message, target: change.target, at: change.at }, change.user);
      case "channel-renamed":
        return this.#renamed(change.channel, change.next.channel);
      case "quit":
        this.#talks.delete(change.user);
        return;
      case "node-lost":
        for (const { user } of change.quits) this.#talks.delete(user);
    }
  }

  /** Forgets what does not count any more. */
  sweep(now: number): void {
    for (const [user, channels] of this.#talks) {
      for (const [key, { until }] of channels) if (until <= now) channels.delete(key);
      if (channels.size === 0) this.#talks.delete(user);
    }
  }

  #said({ target, verb, text, lines, at }: Uttering, from: UserId): void {
    if (target.to !== "channel" || verb === "TAGMSG") return;
    const channel = this.#world.channels.get(target.channel);
    // What nearly every message is in.
    if (!channel || !limitsSpeech(channel)) return;
    const user = this.#world.users.get(from);
    if (!user || isFreeOfLimits(channel, user)) return;
    const channels = this.#talks.get(from) ?? new Map<ChannelKey, Talk>();
    this.#talks.set(from, channels);
    channels.set(channel.key, withWords(channels.get(channel.key), channel, text, lines?.length ?? 1, at));
  }

  #renamed(from: ChannelKey, to: ChannelKey): void {
    for (const channels of this.#talks.values()) {
      const talk = channels.get(from);
      channels.delete(from);
      if (talk) channels.set(to, talk);
    }
  }
}

/** When the same was said. */
function timesOf(text: string, talk: Talk | undefined): readonly number[] {
  const again = comparable(text);
  return talk?.texts.filter((one) => one.text === again).map(({ at }) => at) ?? [];
}

function repeated(at: number, times: number): readonly number[] {
  return new Array<number>(Math.min(times, mostLines)).fill(at);
}

function withWords(talk: Talk | undefined, channel: Channel, text: string, lines: number, at: number): Talk {
  const [flood, repeat, slow] = [floodLimitOf(channel), repeatLimitOf(channel), slowLimitOf(channel)];
  const seconds = Math.max(...[flood, repeat, slow].map((limit) => limit?.seconds ?? 0));
  const isRecent = (time: number) => time > at - seconds * 1000;
  const times = flood ? [...(talk?.lines ?? []), ...repeated(at, lines)] : [];
  const texts = repeat ? [...(talk?.texts ?? []), { text: ownCopy(comparable(text)), at }] : [];
  return {
    lines: times.filter(isRecent).slice(-mostLines),
    texts: texts.filter((one) => isRecent(one.at)).slice(-mostLines),
    lastAt: at,
    until: at + seconds * 1000,
  };
}

// Enough to tell texts apart: of a hundred long ones the memory must not be full.
const longestCompared = 200;

function comparable(text: string): string {
  const folded = foldText(spokenText(text)).replace(/\s+/g, " ").trim();
  return folded.length <= longestCompared ? folded : `${folded.slice(0, longestCompared)}…${folded.length}`;
}

function inSeconds(ms: number): string {
  return numberOf(Math.ceil(ms / 1000), "second", "seconds");
}
