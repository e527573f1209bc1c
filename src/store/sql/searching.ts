import type { MessageRow, SearchQuery } from "../port/messages.ts";
import { words } from "../words.ts";
import { chunks } from "./chunks.ts";
import { messageColumns, messagesWithTargets } from "./pages.ts";
import { messageFrom } from "./rows.ts";
import type { SearchIndex, SearchWalk } from "./search-index.ts";
import type { Db } from "./tables.ts";

// So many are looked at in one step; the index gives places only, the rest is asked of the messages.
const STEP = 500;
// A search that finds little in much is over then: other questions wait for it.
const MOST_STEPS = 40;

/** Finds messages by their words, or by who said them and when, from the newest back or from the oldest on. */
export class Searching {
  readonly #db: Db;
  readonly #index: SearchIndex;

  constructor(db: Db, index: SearchIndex) {
    this.#db = db;
    this.#index = index;
  }

  async search(query: SearchQuery): Promise<readonly MessageRow[]> {
    const targets = await this.#numbers(query.targets);
    const sought = query.words === undefined ? undefined : words(query.words);
    if (targets.length === 0 || sought?.length === 0) return [];
    const { limit, oldestFirst = false } = query;
    const found: MessageRow[] = [];
    let from = oldestFirst ? await this.#placeAfter(targets, query.after ?? 0) : Number.MAX_SAFE_INTEGER;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const walk = { targets, from, forwards: oldestFirst, most: STEP };
      const places = sought ? await this.#index.find(sought, walk) : await this.#placesIn(walk);
      found.push(...(await this.#messages(query, places)));
      from = places.at(-1) ?? 0;
      if (found.length >= limit || places.length < STEP) break;
    }
    const hits = found.slice(0, limit);
    return oldestFirst ? hits : hits.reverse();
  }

  /** The place before the first message of these that is later than this. */
  async #placeAfter(targets: readonly number[], after: number): Promise<number> {
    let place = Number.MAX_SAFE_INTEGER;
    for (const target of targets) {
      const rows = this.#db.selectFrom("messages").select("place").where("target", "=", target);
      const first = await rows
        .where("at", ">", after)
        .orderBy("at")
        .orderBy("seq")
        .orderBy("n")
        .limit(1)
        .executeTakeFirst();
      place = Math.min(place, first?.place ?? place);
    }
    return place - 1;
  }

  async #numbers(keys: readonly string[]): Promise<readonly number[]> {
    const numbers: number[] = [];
    for (const part of chunks(keys)) {
      const rows = this.#db.selectFrom("targets").select("number").where("key", "in", part);
      numbers.push(...(await rows.execute()).map(({ number }) => number));
    }
    return numbers;
  }

  // One target after the other by its index, and of all the first on the way: so many rows of each are enough.
  async #placesIn({ targets, from, forwards, most }: SearchWalk): Promise<readonly number[]> {
    const places: number[] = [];
    const direction = forwards ? "asc" : "desc";
    for (const target of targets) {
      const rows = this.#db.selectFrom("messages").select("place").where("target", "=", target);
      const next = rows
        .where("place", forwards ? ">" : "<", from)
        .orderBy("seq", direction)
        .orderBy("n", direction);
      places.push(...(await next.limit(most).execute()).map(({ place }) => place));
    }
    return places.sort((one, other) => (forwards ? one - other : other - one)).slice(0, most);
  }

  async #messages(query: SearchQuery, places: readonly number[]): Promise<readonly MessageRow[]> {
    if (places.length === 0) return [];
    const { account, nick, after, before, kinds, oldestFirst } = query;
    const rows = await messagesWithTargets(this.#db)
      .select(messageColumns)
      .where("place", "in", places)
      .$if(kinds !== undefined, (found) => found.where("kind", "in", kinds ?? []))
      .$if(account !== undefined, (found) => found.where("account", "=", account ?? ""))
      .$if(nick !== undefined, (found) => found.where("nick", "=", nick ?? ""))
      .$if(after !== undefined, (found) => found.where("at", ">", after ?? 0))
      .$if(before !== undefined, (found) => found.where("at", "<", before ?? 0))
      .orderBy("place", oldestFirst ? "asc" : "desc")
      .execute();
    return rows.map(messageFrom);
  }
}
