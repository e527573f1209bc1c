import type { Expiry } from "../port/messages.ts";
import { chunks } from "./chunks.ts";
import { messagesWithTargets } from "./pages.ts";
import type { SearchIndex } from "./search-index.ts";
import type { Db } from "./tables.ts";

/** Takes messages out, each with its search row and, by their foreign key, its reactions. */
export class Sweeping {
  readonly #db: Db;
  readonly #search: SearchIndex;

  constructor(db: Db, search: SearchIndex) {
    this.#db = db;
    this.#search = search;
  }

  async remove(places: readonly number[]): Promise<number> {
    for (const part of chunks(places)) {
      await this.#search.remove(part);
      await this.#db.deleteFrom("messages").where("place", "in", part).execute();
    }
    return places.length;
  }

  async expire(target: number, { before, keep, most }: Expiry): Promise<number> {
    const old = before === undefined ? [] : await this.#before(target, before, most);
    const gone = await this.remove(old);
    if (keep === undefined || gone >= most) return gone;
    return gone + (await this.remove(await this.#beyond(target, keep, most - gone)));
  }

  /** Rows of targets that were forgotten, and in the end the targets. */
  async sweep(most: number): Promise<number> {
    const rows = await messagesWithTargets(this.#db)
      .select("place")
      .where("key", "is", null)
      .limit(most)
      .execute();
    if (rows.length === 0) await this.#db.deleteFrom("targets").where("key", "is", null).execute();
    return this.remove(rows.map(({ place }) => place));
  }

  async #before(target: number, at: number, most: number): Promise<readonly number[]> {
    const rows = this.#db.selectFrom("messages").select("place").where("target", "=", target);
    const old = rows.where("at", "<", at).orderBy("at").limit(most);
    return (await old.execute()).map(({ place }) => place);
  }

  async #beyond(target: number, keep: number, most: number): Promise<readonly number[]> {
    const all = this.#db.selectFrom("messages").where("target", "=", target);
    const { count } = await all
      .select((of) => of.fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    const rows = all.select("place").orderBy("seq").orderBy("n");
    const excess = Math.min(Math.max(Number(count) - keep, 0), most);
    return (await rows.limit(excess).execute()).map(({ place }) => place);
  }
}
