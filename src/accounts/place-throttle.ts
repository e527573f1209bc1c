import { ownCopy } from "../protocol/text.ts";
import { placeOf } from "./place-of.ts";

/** At most `count` in `seconds`; a count of 0 means any number. */
export interface PlaceLimit {
  readonly count: number;
  readonly seconds: number;
}

// Who comes from ever new places must not fill the memory: past this the oldest are forgotten.
const mostPlaces = 10_000;

/** Counts how often something is done from a place, or to one. */
export class PlaceThrottle {
  /** In the order of the first time. */
  readonly #places = new Map<string, { readonly began: number; count: number }>();

  /** Counts one more; false if that is too many. */
  allows(address: string, { count, seconds }: PlaceLimit, now: number): boolean {
    if (count === 0) return true;
    const place = placeOf(address);
    const done = this.#places.get(place);
    if (done && now >= done.began && now < done.began + seconds * 1000) {
      if (done.count >= count) return false;
      done.count += 1;
      return true;
    }
    this.#places.delete(place);
    this.#places.set(ownCopy(place), { began: now, count: 1 });
    const [oldest] = this.#places.keys();
    if (this.#places.size > mostPlaces && oldest !== undefined) this.#places.delete(oldest);
    return true;
  }

  /** How many places are remembered. */
  get remembered(): number {
    return this.#places.size;
  }
}
