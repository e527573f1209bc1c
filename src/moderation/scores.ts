import type { UserId } from "../world/ids.ts";

/** A score of this size is gone in so many ms. */
export interface Fading {
  readonly threshold: number;
  readonly fadeMs: number;
}

/** What users have been caught with lately, in points that fade. */
export class Scores {
  readonly #scores = new Map<UserId, { readonly points: number; readonly at: number }>();

  /** Users who have points. */
  get size(): number {
    return this.#scores.size;
  }

  /** Adds points, and gives what there are then. */
  add(user: UserId, points: number, fading: Fading, now: number): number {
    const sum = this.#left(user, fading, now) + points;
    if (sum > 0) this.#scores.set(user, { points: sum, at: now });
    // A point that has begun to fade still counts as one: three times three are nine, however fast they come.
    return Math.ceil(sum);
  }

  #left(user: UserId, { threshold, fadeMs }: Fading, now: number): number {
    const score = this.#scores.get(user);
    if (!score) return 0;
    const faded = (threshold * Math.max(0, now - score.at)) / fadeMs;
    return Math.max(0, score.points - faded);
  }

  /** The user is gone. */
  forget(user: UserId): void {
    this.#scores.delete(user);
  }
}
