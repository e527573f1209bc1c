import { placeOf } from "../accounts/place-of.ts";
import type { Config } from "../config/schema.ts";
import type { PluginStore } from "../store/port/state.ts";

/** What reputations are kept with. */
interface ReputationParts {
  readonly store: PluginStore;
  config(): Config["reputation"];
  now(): number;
  /** Where the clients come from that are on the network now, each as often as it likes. */
  connected(): Iterable<string>;
}

/** What is known of a place. */
interface Known {
  /** As they were when it was last seen. */
  readonly points: number;
  /** In ms since 1970. */
  readonly seenAt: number;
}

const namespace = "ircd-ts/reputation";
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
// Between two counts; who stops the clock or the machine gains nothing.
const mostMinutes = 5;
const saveMs = 5 * minuteMs;

/** How long addresses have been connected: a point for each minute, which fade while nobody comes from there. */
export class Reputation {
  readonly #parts: ReputationParts;
  /** In the order in which they were last seen. */
  readonly #known = new Map<string, Known>();
  /** What the store does not have yet. */
  readonly #unsaved = new Set<string>();
  #countedAt: number;
  #savedAt: number;

  constructor(parts: ReputationParts) {
    this.#parts = parts;
    this.#countedAt = parts.now();
    this.#savedAt = this.#countedAt;
  }

  /** The points of an address, in whole numbers; 0 where none are kept. */
  readonly of = (address: string): number => {
    const config = this.#parts.config();
    const known = config && this.#known.get(placeOf(address));
    return known ? Math.round(faded(known, config, this.#parts.now())) : 0;
  };

  /** How many addresses are known. */
  get size(): number {
    return this.#known.size;
  }

  /** Reads what was kept. */
  async load(): Promise<void> {
    if (!this.#parts.config()) return;
    const all: [string, Known][] = [];
    for (let after = "", isMore = true; isMore; ) {
      const page = await this.#parts.store.list(namespace, after, pageSize);
      for (const { key, value } of page) all.push([key, parsed(value)]);
      after = page.at(-1)?.key ?? "";
      isMore = page.length === pageSize;
    }
    all.sort(([, one], [, other]) => one.seenAt - other.seenAt);
    for (const [place, known] of all) this.#known.set(place, known);
  }

  /** Counts the time since it was last called for those who are connected, and has the store keep it. */
  async count(): Promise<void> {
    const config = this.#parts.config();
    const now = this.#parts.now();
    const minutes = Math.min(mostMinutes, Math.max(0, (now - this.#countedAt) / minuteMs));
    this.#countedAt = now;
    if (!config) return;
    // Many from one place are not more known than one.
    const places = new Set(Array.from(this.#parts.connected(), placeOf));
    for (const place of places) this.#add(place, minutes, config, now);
    this.#forgetOld(config, now);
    if (now - this.#savedAt >= saveMs) await this.save();
  }

  /** Has the store keep what it does not have yet, many at a time. What fails is tried again the next time. */
  async save(): Promise<void> {
    this.#savedAt = this.#parts.now();
    const places = [...this.#unsaved];
    for (let at = 0; at < places.length; at += pageSize)
      await Promise.all(places.slice(at, at + pageSize).map((place) => this.#saveOne(place)));
  }

  async #saveOne(place: string): Promise<void> {
    const known = this.#known.get(place);
    if (known) await this.#parts.store.set(namespace, place, `${known.points.toFixed(1)} ${known.seenAt}`);
    else await this.#parts.store.remove(namespace, place);
    if (this.#known.get(place) === known) this.#unsaved.delete(place);
  }

  #add(place: string, minutes: number, config: ReputationConfig, now: number): void {
    const before = this.#known.get(place);
    const points = Math.min(mostPoints, (before ? faded(before, config, now) : 0) + minutes);
    this.#known.delete(place);
    this.#known.set(place, { points, seenAt: now });
    this.#unsaved.add(place);
  }

  // The oldest stand first: past the bound they go, and so do those of whom nothing is left.
  #forgetOld(config: ReputationConfig, now: number): void {
    for (const [place, known] of this.#known) {
      if (this.#known.size <= config.addresses && faded(known, config, now) >= 0.5) return;
      this.#known.delete(place);
      this.#unsaved.add(place);
    }
  }
}

type ReputationConfig = NonNullable<Config["reputation"]>;

const pageSize = 1000;
// A year of minutes.
const mostPoints = 525_600;

function faded({ points, seenAt }: Known, { halfLifeDays }: ReputationConfig, now: number): number {
  return points * 0.5 ** (Math.max(0, now - seenAt) / (halfLifeDays * dayMs));
}

function parsed(value: string): Known {
  const [points = 0, seenAt = 0] = value.split(" ").map(Number);
  return { points: points || 0, seenAt: seenAt || 0 };
}
