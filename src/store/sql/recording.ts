import type { CompiledQuery } from "kysely";
import type { NewMessage } from "../port/messages.ts";
import { words } from "../words.ts";
import type { SearchIndex } from "./search-index.ts";
import type { Db } from "./tables.ts";
import { targetNumber } from "./target-numbers.ts";

const CURSOR = "recorder";

/** Writes what the log brings. The statement is compiled once: building it anew costs more than running it. */
export class Recording {
  readonly #db: Db;
  readonly #search: SearchIndex;
  readonly #insert: CompiledQuery<{ place: number }>;

  constructor(db: Db, search: SearchIndex) {
    this.#db = db;
    this.#search = search;
    this.#insert = insertion(db);
  }

  async cursor(): Promise<number> {
    const row = this.#db.selectFrom("cursors").select("seq").where("name", "=", CURSOR);
    return (await row.executeTakeFirst())?.seq ?? 0;
  }

  async record(messages: readonly NewMessage[], upTo: number): Promise<number> {
    const cursor = await this.cursor();
    const targets = new Map<string, number>();
    let count = 0;
    for (const message of messages) {
      if (message.seq <= cursor) continue;
      const target = targets.get(message.target) ?? (await targetNumber(this.#db, message.target));
      targets.set(message.target, target);
      if (await this.#write(message, target)) count += 1;
    }
    if (upTo > cursor) await this.#moveCursor(upTo);
    return count;
  }

  async #write(message: NewMessage, target: number): Promise<boolean> {
    const query = { ...this.#insert, parameters: parametersOf(message, target) };
    const place = (await this.#db.executeQuery<{ place: number }>(query)).rows[0]?.place;
    if (place === undefined) return false;
    if (message.folded !== undefined) await this.#search.put(place, target, words(message.folded));
    for (const party of message.parties ?? []) await this.#join(party, target);
    return true;
  }

  async #join(party: string, target: number): Promise<void> {
    await this.#db
      .insertInto("parties")
      .values({ party, target })
      .onConflict((same) => same.doNothing())
      .execute();
  }

  async #moveCursor(seq: number): Promise<void> {
    await this.#db
      .insertInto("cursors")
      .values({ name: CURSOR, seq })
      .onConflict((same) => same.column("name").doUpdateSet({ seq }))
      .execute();
  }
}

function insertion(db: Db): CompiledQuery<{ place: number }> {
  return db
    .insertInto("messages")
    .values({
      ...{ id: "", target: 0, seq: 0, n: 0, at: 0, kind: "", account: "", nick: "", prefix: "" },
      ...{ text: "", payload: "", folded: "" },
    })
    .onConflict((same) => same.column("id").doNothing())
    .returning("place")
    .compile();
}

// In the order of the columns above.
function parametersOf(message: NewMessage, target: number): readonly unknown[] {
  const { id, seq, n, at, kind, nick, prefix, text } = message;
  const payload = JSON.stringify(message.payload);
  const [account, folded] = [message.account ?? null, message.folded ?? null];
  return [id, target, seq, n, at, kind, account, nick, prefix, text, payload, folded];
}
