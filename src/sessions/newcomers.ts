import type { Channel } from "../world/channel.ts";
import type { UserId } from "../world/ids.ts";
import { newnessesOf } from "../world/told-limits.ts";
import { LimitTelling } from "./limit-telling.ts";
import type { Scheduled, TimerWheel } from "./timer-wheel.ts";

/** Those for whom a channel has other limits as long as they are new there. */
export class Newcomers implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  readonly #channel: Channel;
  readonly #tell: (user: UserId, telling: LimitTelling) => void;
  /** Up to when it has been looked at, and when it is next. */
  #seenAt: number;
  #nextAt = Number.POSITIVE_INFINITY;

  constructor(channel: Channel, at: number, tell: (user: UserId, telling: LimitTelling) => void) {
    this.#channel = channel;
    this.#seenAt = at;
    this.#tell = tell;
  }

  /** Looks at them then, if not before. */
  lookAt(at: number, wheel: TimerWheel): void {
    if (at >= this.#nextAt) return;
    this.#nextAt = at;
    wheel.schedule(this, at);
  }

  /** Looks at them no more. */
  forget(wheel: TimerWheel): void {
    wheel.cancel(this);
  }

  due(now: number): number | undefined {
    const since = this.#seenAt;
    this.#seenAt = now;
    const durations = newnessesOf(this.#channel);
    const telling = new LimitTelling(this.#channel, now);
    for (const { user, joinedAt } of this.#channel.members.values())
      if (durations.some((duration) => joinedAt + duration > since && joinedAt + duration <= now))
        this.#tell(user.id, telling);
    this.#nextAt = firstEnd(this.#channel, now);
    return Number.isFinite(this.#nextAt) ? this.#nextAt : undefined;
  }
}

/** When the next of the members is new no more; infinity if nobody is new. */
export function firstEnd(channel: Channel, now: number): number {
  const durations = newnessesOf(channel);
  let first = Number.POSITIVE_INFINITY;
  if (durations.length === 0) return first;
  for (const { joinedAt } of channel.members.values())
    for (const duration of durations) {
      const end = joinedAt + duration;
      if (end > now && end < first) first = end;
    }
  return first;
}
