import type { Channel } from "../world/channel.ts";
import type { UserId } from "../world/ids.ts";
import type { Scheduled, TimerWheel } from "./timer-wheel.ts";

/** Those for whom a channel has other limits as long as they are new there. */
export class Newcomers implements Scheduled {
  wheelSlot = -1;
  wheelPlace = -1;
  readonly #channel: Channel;
  readonly #tell: (user: UserId, now: number) => void;
  /** Up to when it has been looked at, and when it is next. */
  #seenAt: number;
  #nextAt = Number.POSITIVE_INFINITY;

  constructor(channel: Channel, at: number, tell: (user: UserId, now: number) => void) {
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
    for (const [user, ends] of endsIn(this.#channel))
      if (ends.some((end) => end > since && end <= now)) this.#tell(user, now);
    this.#nextAt = firstEnd(this.#channel, now);
    return Number.isFinite(this.#nextAt) ? this.#nextAt : undefined;
  }
}

/** For how long (ms) somebody is new in a channel: as many times as its limits tell apart. */
export function newnessesOf({ askedLimits }: Channel): readonly number[] {
  return [...new Set(askedLimits.map(({ newFor }) => newFor * 1000))].filter((duration) => duration > 0);
}

/** When the members are new no more. */
function* endsIn(channel: Channel): Generator<readonly [UserId, readonly number[]]> {
  const durations = newnessesOf(channel);
  if (durations.length === 0) return;
  for (const { user, joinedAt } of channel.members.values())
    yield [user.id, durations.map((duration) => joinedAt + duration)];
}

/** When the next of them is; infinity if nobody is new. */
export function firstEnd(channel: Channel, now: number): number {
  let first = Number.POSITIVE_INFINITY;
  for (const [, ends] of endsIn(channel)) for (const end of ends) if (end > now) first = Math.min(first, end);
  return first;
}
