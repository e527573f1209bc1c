import type { Json } from "../port/json.ts";
import type {
  Expiry,
  MessageRow,
  MessageStore,
  NewMessage,
  PageFilter,
  SearchQuery,
  Span,
  TargetsQuery,
  TargetTime,
} from "../port/messages.ts";
import { hasUpdated } from "./outcomes.ts";
import { messageColumns, messagesWithTargets, Pages } from "./pages.ts";
import type { RecordArguments, Recorder } from "./recorder.ts";
import { messageFrom } from "./rows.ts";
import type { SearchIndex } from "./search-index.ts";
import { Searching } from "./searching.ts";
import { Sweeping } from "./sweeping.ts";
import type { Db } from "./tables.ts";
import { forgetTarget, knownTarget, renameTarget } from "./target-numbers.ts";
import { targetTimes } from "./target-times.ts";

/** History in SQL. */
export class SqlMessages implements MessageStore {
  readonly #db: Db;
  readonly #index: SearchIndex;
  readonly #recorder: Recorder;
  readonly #sweeping: Sweeping;
  readonly #searching: Searching;

  constructor(db: Db, index: SearchIndex, recorder: Recorder) {
    this.#db = db;
    this.#index = index;
    this.#recorder = recorder;
    this.#sweeping = new Sweeping(db, index);
    this.#searching = new Searching(db, index);
  }

  async record(messages: readonly NewMessage[], upTo: number): Promise<number> {
    return (await this.recordAll([[messages, upTo]]))[0] ?? 0;
  }

  /** Several calls of `record`, for less than each costs alone. */
  recordAll(calls: readonly RecordArguments[]): Promise<readonly number[]> {
    return this.#recorder.record(calls);
  }

  cursor(): Promise<number> {
    return this.#recorder.cursor();
  }

  async count(): Promise<number> {
    const { rows } = await this.#db
      .selectFrom("messages")
      .select((all) => all.fn.countAll<number>().as("rows"))
      .executeTakeFirstOrThrow();
    return Number(rows);
  }

  async find(target: string, id: string): Promise<MessageRow | undefined> {
    const row = await this.#one(target, id).select(messageColumns).executeTakeFirst();
    return row && messageFrom(row);
  }

  async page(
    target: string,
    span: Span,
    limit: number,
    filter: PageFilter = {},
  ): Promise<readonly MessageRow[] | undefined> {
    // Where there is no history, there is no message whose id an edge could be.
    const number = (await knownTarget(this.#db, target)) ?? -1;
    return new Pages(this.#db, number, limit, filter).page(span);
  }

  targets(query: TargetsQuery): Promise<readonly TargetTime[]> {
    return targetTimes(this.#db, query);
  }

  search(query: SearchQuery): Promise<readonly MessageRow[]> {
    return this.#searching.search(query);
  }

  async redact(target: string, id: string): Promise<MessageRow | undefined> {
    const row = await this.#one(target, id).select(messageColumns).select("place").executeTakeFirst();
    if (!row) return undefined;
    await this.#sweeping.remove([row.place, ...(await this.#reactingTo(target, id))]);
    await this.#db.deleteFrom("reactions").where("id", "=", id).execute();
    return messageFrom(row);
  }

  async edit(
    target: string,
    id: string,
    { text, payload, folded }: { text: string; payload: Json; folded?: string },
  ): Promise<boolean> {
    const row = await this.#one(target, id).select(["place", "messages.target"]).executeTakeFirst();
    if (!row) return false;
    const columns = { text, payload: JSON.stringify(payload), folded: folded ?? null };
    const change = this.#db.updateTable("messages").set(columns).where("place", "=", row.place);
    await this.#index.remove([row.place]);
    if (folded !== undefined) await this.#index.put(row.place, row.target, folded);
    return hasUpdated(await change.executeTakeFirst());
  }

  async expire(target: string, expiry: Expiry): Promise<number> {
    const number = await knownTarget(this.#db, target);
    return number === undefined ? 0 : this.#sweeping.expire(number, expiry);
  }

  async targetKeys(after: string, limit: number): Promise<readonly string[]> {
    const rows = this.#db.selectFrom("targets").select("key").where("key", ">", after);
    const found = await rows.orderBy("key").limit(limit).execute();
    return found.flatMap(({ key }) => key ?? []);
  }

  rename(from: string, to: string): Promise<void> {
    return renameTarget(this.#db, from, to);
  }

  forget(target: string): Promise<void> {
    return forgetTarget(this.#db, target);
  }

  sweep(most: number): Promise<number> {
    return this.#sweeping.sweep(most);
  }

  /** The places of messages that are nothing but a reaction to this one. */
  async #reactingTo(target: string, id: string): Promise<readonly number[]> {
    const rows = messagesWithTargets(this.#db)
      .innerJoin("reactions", "reactions.id", "messages.id")
      .select("place")
      .where("reactions.message", "=", id)
      .where("targets.key", "=", target)
      .where("messages.text", "=", "");
    return (await rows.execute()).map(({ place }) => place);
  }

  #one(target: string, id: string) {
    return messagesWithTargets(this.#db).where("messages.id", "=", id).where("targets.key", "=", target);
  }
}
