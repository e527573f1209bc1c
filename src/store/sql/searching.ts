import type { MessageRow, SearchQuery } from "../port/messages.ts";
import { words } from "../words.ts";
import { chunks } from "./chunks.ts";
import { messageColumns, messagesWithTargets } from "./pages.ts";
import { messageFrom } from "./rows.ts";
import type { SearchIndex } from "./search-index.ts";
import type { Db } from "./tables.ts";

// So many are looked at in one step; the index gives places only, the rest is asked of the messages.
const STEP = 500;
// A search that finds little in much is over then: other questions wait for it.
const MOST_STEPS = 40;

/** Finds messages by their words, or by who said them and when, from the newest back. */
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
    const found: MessageRow[] = [];
    let before = Number.MAX_SAFE_INTEGER;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const places = sought
        ? await this.#index.find(sought, targets, before, STEP)
        : await this.#placesIn(targets, before);
      found.push(...(await this.#messages(query, places)));
      before = places.at(-1) ?? 0;
      if (found.length >= query.limit || places.length < STEP) break;
    }
    return found.slice(0, query.limit).reverse();
  }

  async #numbers(keys: readonly string[]): Promise<readonly number[]> {
    const numbers: number[] = [];
    for (const part of chunks(keys)) {
      const rows = this.#db.selectFrom("targets").select("number").where("key", "in", part);
      numbers.push(...(await rows.execute()).map(({ number }) => number));
    }
    return numbers;
  }

  // One target after the other by its index, and of all the newest: so many rows of each are enough.
  async #placesIn(targets: readonly number[], before: number): Promise<readonly number[]> {
    const places: number[] = [];
    for (const target of targets) {
      const rows = this.#db.selectFrom("messages").select("place").where("target", "=", target);
      const newest = rows.where("place", "<", before).orderBy("seq", "desc").orderBy("n", "desc");
      places.push(...(await newest.limit(STEP).execute()).map(({ place }) => place));
    }
    return places.sort((one, other) => other - one).slice(0, STEP);
  }

  async #messages(query: SearchQuery, places: readonly number[]): Promise<readonly MessageRow[]> {
    if (places.length === 0) return [];
    const { account, nick, after, before, kinds } = query;
    const rows = await messagesWithTargets(this.#db)
      .select(messageColumns)
      .where("place", "in", places)
      .$if(kinds !== undefined, (found) => found.where("kind", "in", kinds ?? []))
      .$if(account !== undefined, (found) => found.where("account", "=", account ?? ""))
      .$if(nick !== undefined, (found) => found.where("nick", "=", nick ?? ""))
      .$if(after !== undefined, (found) => found.where("at", ">", after ?? 0))
      .$if(before !== undefined, (found) => found.where("at", "<", before ?? 0))
      .orderBy("place", "desc")
      .execute();
    return rows.map(messageFrom);
  }
}
