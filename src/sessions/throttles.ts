/** At most `count` in `ms`; a count of 0 means any number. */
export interface ThrottleLimit {
  readonly count: number;
  readonly ms: number;
}

/** What a client may do only so often. */
export type ThrottleName = "nick" | "join" | "invite" | "metadata";

/** The throttles of all clients; `undefined`: none. */
export type ThrottleLimits = Readonly<Record<ThrottleName, ThrottleLimit>> | undefined;

const places = { nick: 0, join: 2, invite: 4, metadata: 6 } as const;

/** How often one client has done each thing in the present stretch of time. */
export class Throttles {
  // For each name when its stretch began, and the count in it.
  readonly #numbers = [0, 0, 0, 0, 0, 0, 0, 0];

  /** Begins anew, for a new client. */
  reset(): void {
    this.#numbers.fill(0);
  }

  /** Counts `times` more; returns the seconds to wait if that is too often, 0 if it is not. */
  wait(name: ThrottleName, limits: ThrottleLimits, times: number, now: number): number {
    const limit = limits?.[name];
    if (!limit || limit.count === 0) return 0;
    const place = places[name];
    const began = this.#numbers[place] ?? 0;
    const left = began + limit.ms - now;
    // A clock that was set back begins a new stretch, too.
    const isNew = this.#numbers[place + 1] === 0 || left <= 0 || began > now;
    const count = isNew ? 0 : (this.#numbers[place + 1] ?? 0);
    if (count > 0 && count + times > limit.count) return Math.ceil(left / 1000);
    if (isNew) this.#numbers[place] = now;
    this.#numbers[place + 1] = count + times;
    return 0;
  }
}
