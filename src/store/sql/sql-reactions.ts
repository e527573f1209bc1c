import type { ReactionRow, ReactionStore } from "../port/messages.ts";
import { chunks } from "./chunks.ts";
import { hasRemoved } from "./outcomes.ts";
import { reactionFrom } from "./rows.ts";
import type { Db } from "./tables.ts";

/** Reactions in SQL. */
export class SqlReactions implements ReactionStore {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(reaction: ReactionRow): Promise<boolean> {
    const about = this.#db.selectFrom("messages").select("id").where("id", "=", reaction.message);
    if (!(await about.executeTakeFirst())) return false;
    const rows = await this.#db
      .insertInto("reactions")
      .values({ ...reaction, account: reaction.account ?? null })
      .onConflict((same) => same.doNothing())
      .returning("id")
      .execute();
    return rows.length > 0;
  }

  async remove(message: string, by: string, value: string): Promise<boolean> {
    const rows = this.#db.deleteFrom("reactions").where("message", "=", message).where("by", "=", by);
    return hasRemoved(await rows.where("value", "=", value).executeTakeFirst());
  }

  async to(messages: readonly string[]): Promise<readonly ReactionRow[]> {
    const found: ReactionRow[] = [];
    for (const part of chunks(messages)) {
      const rows = this.#db.selectFrom("reactions").selectAll().where("message", "in", part);
      found.push(...(await rows.execute()).map(reactionFrom));
    }
    return found.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  }
}
