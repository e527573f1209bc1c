import type { NewMessage } from "../port/messages.ts";
import type { RecordArguments, Recorder } from "../sql/recorder.ts";
import type { Db } from "../sql/tables.ts";
import { targetNumber } from "../sql/target-numbers.ts";
import { StoreError } from "../store.ts";
import { words } from "../words.ts";
import type { Connection } from "./connection.ts";
import { INSERT_WORDS, searchRow } from "./full-text.ts";
import { storeErrorFrom } from "./sqlite-errors.ts";

const CURSOR = "recorder";
const JOIN = "INSERT INTO parties (party, target) VALUES (?, ?) ON CONFLICT DO NOTHING";
const LAST_PLACE = "SELECT seq FROM sqlite_sequence WHERE name = 'messages'";

/** A message with the number of its target. */
interface Numbered {
  readonly message: NewMessage;
  readonly target: number;
}

/** Ten thousand rows a second: statements compiled once, and run without Kysely's way, which costs half as much. */
export class Recording implements Recorder {
  readonly #db: Db;
  readonly #connection: Connection;

  constructor(db: Db, connection: Connection) {
    this.#db = db;
    this.#connection = connection;
  }

  async cursor(): Promise<number> {
    const row = this.#db.selectFrom("cursors").select("seq").where("name", "=", CURSOR);
    return (await row.executeTakeFirst())?.seq ?? 0;
  }

  async record(calls: readonly RecordArguments[]): Promise<readonly number[]> {
    const began = await this.cursor();
    const targets = new Map<string, number>();
    const fresh: Numbered[] = [];
    const counts: number[] = [];
    let cursor = began;
    for (const [messages, upTo] of calls) {
      const before = fresh.length;
      for (const message of messages) {
        if (message.seq > cursor) fresh.push({ message, target: await this.#target(message, targets) });
      }
      counts.push(fresh.length - before);
      cursor = Math.max(cursor, upTo);
    }
    if (!this.#writeTogether(fresh)) counts.splice(0, counts.length, ...this.#writeAlone(fresh, counts));
    this.#join(fresh);
    if (cursor > began) await this.#moveCursor(cursor);
    return counts;
  }

  // Awaited for the first message of each target only.
  #target({ target }: NewMessage, targets: Map<string, number>): number | Promise<number> {
    const known = targets.get(target);
    if (known !== undefined) return known;
    return targetNumber(this.#db, target).then((number) => {
      targets.set(target, number);
      return number;
    });
  }

  /** False if one of them is there already, and none was written: a replay, which is rare. */
  #writeTogether(fresh: readonly Numbered[]): boolean {
    this.#connection.run("SAVEPOINT together");
    try {
      this.#write(fresh);
      return true;
    } catch (cause) {
      const error = storeErrorFrom(cause);
      if (!(error instanceof StoreError && error.code === "TAKEN")) throw error;
      this.#connection.run("ROLLBACK TO together");
      return false;
    } finally {
      this.#connection.run("RELEASE together");
    }
  }

  #writeAlone(fresh: readonly Numbered[], counts: readonly number[]): readonly number[] {
    let at = 0;
    return counts.map((count) => {
      const some = fresh.slice(at, at + count);
      at += count;
      return some.filter((one) => this.#writeTogether([one])).length;
    });
  }

  #write(fresh: readonly Numbered[]): void {
    let place = this.#connection.run<{ seq: number }>(LAST_PLACE).rows[0]?.seq ?? 0;
    const first = place + 1;
    const rows = fresh.map(({ message, target }) => {
      place += 1;
      return parametersOf(place, message, target);
    });
    if (this.#insert(rows) < rows.length) throw new StoreError("TAKEN", "one of these is there already");
    // One by one: within a savepoint the index writes out what it has gathered at each statement of several rows.
    for (const [index, { message, target }] of fresh.entries()) {
      const { folded } = message;
      if (folded !== undefined)
        this.#connection.run(INSERT_WORDS, searchRow(first + index, target, wordsOf(folded)));
    }
  }

  /** Gives how many rows were written. */
  #insert(rows: readonly (readonly unknown[])[]): number {
    let at = 0;
    let written = 0;
    for (const [size, insertion] of insertions)
      for (; at + size <= rows.length; at += size) {
        const { numAffectedRows } = this.#connection.run(insertion, rows.slice(at, at + size).flat());
        written += Number(numAffectedRows);
      }
    return written;
  }

  #join(fresh: readonly Numbered[]): void {
    for (const { message, target } of fresh)
      for (const party of message.parties ?? []) this.#connection.run(JOIN, [party, target]);
  }

  async #moveCursor(seq: number): Promise<void> {
    await this.#db
      .insertInto("cursors")
      .values({ name: CURSOR, seq })
      .onConflict((same) => same.column("name").doUpdateSet({ seq }))
      .execute();
  }
}

// The index divides what is ASCII in the same way by itself.
const ASCII = /^[\0-\x7f]*$/;

function wordsOf(folded: string): string {
  return ASCII.test(folded) ? folded : words(folded).join(" ");
}

const COLUMNS = [
  ...["place", "id", "target", "seq", "n", "at", "kind", "account", "nick", "prefix", "text", "payload"],
  "folded",
] as const;

// Without RETURNING, which costs libsql more than the insertion itself: 170 µs against 60. A statement of several rows
// that could fail half way keeps a copy of each page it writes to: IGNORE cannot, and what it leaves out is missed.
function insertion(size: number): string {
  const row = `(${COLUMNS.map(() => "?").join(", ")})`;
  const verb = size === 1 ? "INSERT" : "INSERT OR IGNORE";
  return `${verb} INTO messages (${COLUMNS.join(", ")}) VALUES ${Array(size).fill(row).join(", ")}`;
}

// Twenty rows in one statement cost two thirds of what they cost alone; more of them no less.
const insertions: readonly (readonly [size: number, sql: string])[] = [20, 1].map((size) => [
  size,
  insertion(size),
]);

// In the order of the columns above.
function parametersOf(place: number, message: NewMessage, target: number): readonly unknown[] {
  const { id, seq, n, at, kind, nick, prefix, text } = message;
  const payload = JSON.stringify(message.payload);
  const [account, folded] = [message.account ?? null, message.folded ?? null];
  return [place, id, target, seq, n, at, kind, account, nick, prefix, text, payload, folded];
}
