import type { StoreAreas } from "../store/store.ts";
import type { Change, ChannelRenamed } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import { keptOf } from "../world/kept-channel.ts";
import type { World } from "../world/world.ts";
import { keptColumns, settingsColumn } from "./channel-rows.ts";
import type { Renames } from "./renames.ts";
import type { Turns } from "./turns.ts";

/** What the recorder works with. */
export interface RecorderParts {
  readonly store: StoreAreas;
  readonly world: World;
  /** Calls back at the end of the turn of the event loop. */
  endOfTurn(then: () => void): void;
  /** Told why something could not be stored; it is tried again. */
  failed(error: unknown): void;
}

// Every JOIN is a use; that the store knows of it within the hour is enough.
const useMs = 3_600_000;

/**
 * Has the store follow what happens in registered channels: topic, modes and lists, when they were used last, and their
 * names. A channel that changes is marked; what is true of it then is written at the end of the turn, one write at a
 * time, however much happens meanwhile.
 */
export class ChannelRecorder {
  readonly #parts: RecorderParts;
  readonly #turns: Turns;
  readonly #renames: Renames;
  readonly #marked = new Set<Channel>();
  /** Whose founder and settings follow from what became of an account. */
  readonly #derived = new Set<Channel>();
  readonly #usedAt = new WeakMap<Channel, number>();
  #isDue = false;

  constructor(parts: RecorderParts, renames: Renames, turns: Turns) {
    this.#parts = parts;
    this.#renames = renames;
    this.#turns = turns;
  }

  /** Takes in a change that has been applied. */
  record(change: Change): void {
    switch (change.type) {
      case "topic-set":
      case "channel-modes-changed":
        return this.#mark(change.channel);
      case "joined":
      case "parted":
      case "kicked":
        return this.#used(change.channel);
      case "quit":
        for (const { key } of change.channels) this.#used(key);
        return;
      case "node-lost":
        for (const quit of change.quits) this.record(quit);
        return;
      case "channel-renamed":
        return this.#renamed(change);
      case "registration-set":
        return change.derived && this.#follow(change.channel);
      default:
        return;
    }
  }

  /** What somebody is in is in use. */
  markUsed(): void {
    for (const channel of this.#parts.world.channels.values())
      if (channel.registration && channel.members.size > 0) this.#used(channel.key);
  }

  /** Goes on with what could not be stored. */
  retry(): void {
    if (this.#marked.size > 0 || this.#derived.size > 0 || this.#renames.isWaiting) this.#due();
  }

  /** Stores what still waits. */
  async flush(): Promise<void> {
    await this.#turns.take(() => this.#write());
  }

  #mark(key: Channel["key"]): void {
    const channel = this.#registered(key);
    if (!channel) return;
    this.#marked.add(channel);
    this.#due();
  }

  #used(key: Channel["key"]): void {
    const { at } = this.#parts.world;
    const channel = this.#registered(key);
    if (!channel || at < (this.#usedAt.get(channel) ?? 0) + useMs) return;
    this.#mark(key);
  }

  #follow(key: Channel["key"]): void {
    const channel = this.#registered(key);
    if (!channel) return;
    this.#derived.add(channel);
    this.#due();
  }

  #renamed(change: ChannelRenamed): void {
    if (!this.#registered(change.next.channel)) return;
    this.#renames.add(change);
    // At once: who comes after it knows the channel by its new name.
    this.#flushNow();
  }

  #registered(key: Channel["key"]): Channel | undefined {
    const channel = this.#parts.world.channels.get(key);
    return channel?.registration && channel;
  }

  #due(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#parts.endOfTurn(() => {
      this.#isDue = false;
      this.#flushNow();
    });
  }

  #flushNow(): void {
    this.flush().catch((error: unknown) => this.#parts.failed(error));
  }

  async #write(): Promise<void> {
    const marked = take(this.#marked);
    const derived = take(this.#derived);
    await Promise.all([
      ...marked.map((channel) => this.#try(channel, this.#marked, () => this.#writeKept(channel))),
      ...derived.map((channel) => this.#try(channel, this.#derived, () => this.#writeOwner(channel))),
    ]);
  }

  /** What cannot be stored now is marked again: it is written with the next, or when the store has recovered. */
  async #try(channel: Channel, again: Set<Channel>, write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
    } catch (error) {
      again.add(channel);
      this.#parts.failed(error);
    }
  }

  #writeKept(channel: Channel): Promise<unknown> {
    const { at } = this.#parts.world;
    this.#usedAt.set(channel, at);
    return this.#parts.store.channels.update(channel.key, {
      ...keptColumns(keptOf(channel)),
      lastUsedAt: at,
    });
  }

  async #writeOwner({ key, registration }: Channel): Promise<void> {
    if (!registration) return;
    const { channels, roles } = this.#parts.store;
    const { founder, settings } = registration;
    await channels.update(key, { founder, settings: settingsColumn(settings) });
    if (founder !== undefined) await roles.remove(key, founder);
  }
}

function take<T>(marked: Set<T>): readonly T[] {
  const all = [...marked];
  marked.clear();
  return all;
}
