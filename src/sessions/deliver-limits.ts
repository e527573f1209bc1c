import type { ChannelKey } from "../protocol/names.ts";
import type { AskedLimit } from "../world/asked-limits.ts";
import type { Change, ChannelModesChanged } from "../world/changes.ts";
import type { Channel } from "../world/channel.ts";
import type { UserId } from "../world/ids.ts";
import { isStatus } from "../world/statuses.ts";
import { limitingModes, newnessesOf } from "../world/told-limits.ts";
import type { World } from "../world/world.ts";
import type { Audience } from "./audience.ts";
import { LimitTelling } from "./limit-telling.ts";
import { firstEnd, Newcomers } from "./newcomers.ts";
import type { TimerWheel } from "./timer-wheel.ts";

/** Tells those who want to know that other limits hold for them: proposal 589. */
export class LimitNews {
  readonly #world: World;
  readonly #audience: Audience;
  readonly #wheel: TimerWheel;
  /** The limits beside its modes that a channel had when its members were last told: a list that differs is another. */
  readonly #told = new WeakMap<Channel, readonly AskedLimit[]>();
  /** The channels with limits for those who are new there. */
  readonly #newcomers = new WeakMap<Channel, Newcomers>();

  constructor(world: World, audience: Audience, wheel: TimerWheel) {
    this.#world = world;
    this.#audience = audience;
    this.#wheel = wheel;
  }

  /** A change has been delivered. */
  changed(change: Change): void {
    switch (change.type) {
      case "channel-modes-changed":
        return this.#modesChanged(change);
      case "flood-limits-set": {
        const channel = this.#world.channels.get(change.channel);
        return channel && this.#tellAll(channel);
      }
      case "joined":
        return this.#joined(change.channel);
      case "parted":
      case "kicked":
        return this.#memberLeft(change.channel);
      case "quit":
        for (const { key } of change.channels) this.#memberLeft(key);
        return;
      case "detached":
        return this.#absent(change.user);
      case "node-lost":
        for (const { channels } of change.quits) for (const { key } of channels) this.#memberLeft(key);
        for (const { user } of change.detached) this.#absent(user);
        return;
      case "account-changed":
        return this.#accountChanged(change.user);
    }
  }

  #modesChanged({ channel: key, modes }: ChannelModesChanged): void {
    const channel = this.#world.channels.get(key);
    if (!channel) return;
    const isLimited = modes.some(({ letter }) => limitingModes.includes(letter));
    if (isLimited || this.#isNews(channel)) return this.#tellAll(channel);
    // Without a mode that has a parameter nothing is limited, whoever one is.
    if (channel.params.size === 0 && channel.askedLimits.length === 0) return;
    for (const { user, letter } of modes)
      if (user !== undefined && isStatus(letter)) this.#tellUser(channel, user);
  }

  #accountChanged(id: UserId): void {
    for (const { channel } of this.#world.users.get(id)?.channels.values() ?? [])
      if (channel.askedLimits.some(({ scope }) => scope === "user-unidentified")) this.#tellUser(channel, id);
  }

  #joined(key: ChannelKey): void {
    const channel = this.#world.channels.get(key);
    const soonest = channel ? Math.min(...newnessesOf(channel)) : Number.POSITIVE_INFINITY;
    if (channel && Number.isFinite(soonest)) this.#lookAt(channel, this.#world.at + soonest);
  }

  #absent(id: UserId): void {
    for (const { channel } of this.#world.users.get(id)?.channels.values() ?? [])
      this.#memberLeft(channel.key);
  }

  /** Whoever is gone may have set limits. */
  #memberLeft(key: ChannelKey): void {
    const channel = this.#world.channels.get(key);
    if (channel && this.#isNews(channel)) this.#tellAll(channel);
  }

  #isNews(channel: Channel): boolean {
    const told = this.#told.get(channel);
    return told === undefined ? channel.askedLimits.length > 0 : told !== channel.askedLimits;
  }

  #tellAll(channel: Channel): void {
    if (channel.askedLimits.length > 0) this.#told.set(channel, channel.askedLimits);
    else this.#told.delete(channel);
    this.#newcomers.get(channel)?.forget(this.#wheel);
    this.#newcomers.delete(channel);
    this.#lookAt(channel, firstEnd(channel, this.#world.at));
    const telling = new LimitTelling(channel, this.#world.at);
    for (const session of this.#audience.inChannel(channel.key)) telling.tell(session);
  }

  #tellUser(channel: Channel, id: UserId, telling = new LimitTelling(channel, this.#world.at)): void {
    for (const session of this.#audience.ofUser(id)) telling.tell(session);
  }

  /** Looks at a channel when somebody there is new no more. */
  #lookAt(channel: Channel, at: number): void {
    if (!Number.isFinite(at)) return;
    const tell = (user: UserId, telling: LimitTelling) => this.#tellUser(channel, user, telling);
    const newcomers = this.#newcomers.get(channel) ?? new Newcomers(channel, this.#world.at, tell);
    this.#newcomers.set(channel, newcomers);
    newcomers.lookAt(at, this.#wheel);
  }
}
