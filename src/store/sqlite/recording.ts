import type { NewMessage } from "../port/messages.ts";
import type { RecordArguments, Recorder } from "../sql/recorder.ts";
import { StoreError } from "../store.ts";
import type { Connection } from "./connection.ts";
import { INSERT_WORDS, searchRow } from "./full-text.ts";
import { storeErrorFrom } from "./sqlite-errors.ts";

const CURSOR = "SELECT seq FROM cursors WHERE name = 'recorder'";
const MOVE_CURSOR = `INSERT INTO cursors (name, seq) VALUES ('recorder', ?)
  ON CONFLICT (name) DO UPDATE SET seq = excluded.seq`;
// One statement however many keys there are.
const TARGETS = "SELECT key, number FROM targets WHERE key IN (SELECT value FROM json_each(?))";
const NEW_TARGET = "INSERT INTO targets (key) VALUES (?)";
const JOIN = "INSERT INTO parties (party, target) VALUES (?, ?) ON CONFLICT DO NOTHING";
const LAST_PLACE = "SELECT seq FROM sqlite_sequence WHERE name = 'messages'";

/** A message with the number of its target. */
interface Numbered {
  readonly message: NewMessage;
  readonly target: number;
}

/** Ten thousand rows a second: statements compiled once, and run without Kysely's way, which costs half as much. */
export class Recording implements Recorder {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async cursor(): Promise<number> {
    return this.#cursor();
  }

  async record(calls: readonly RecordArguments[]): Promise<readonly number[]> {
    const began = this.#cursor();
    const messages: NewMessage[] = [];
    const counts: number[] = [];
    let cursor = began;
    for (const [given, upTo] of calls) {
      const before = messages.length;
      for (const message of given) if (message.seq > cursor) messages.push(message);
      counts.push(messages.length - before);
      cursor = Math.max(cursor, upTo);
    }
    const fresh = this.#numbered(messages);
    if (!this.#writeTogether(fresh)) counts.splice(0, counts.length, ...this.#writeAlone(fresh, counts));
    this.#join(fresh);
    if (cursor > began) this.#connection.run(MOVE_CURSOR, [cursor]);
    return counts;
  }

  #cursor(): number {
    return this.#connection.run<{ seq: number }>(CURSOR).rows[0]?.seq ?? 0;
  }

  // Looked up anew each time: a number that was given in a transaction that failed is given again, to another.
  #numbered(messages: readonly NewMessage[]): readonly Numbered[] {
    if (messages.length === 0) return [];
    const keys = new Set(messages.map(({ target }) => target));
    const found = this.#connection.run<{ key: string; number: number }>(TARGETS, [JSON.stringify([...keys])]);
    const numbers = new Map(found.rows.map(({ key, number }) => [key, number]));
    return messages.map((message) => {
      const target = numbers.get(message.target) ?? this.#newTarget(message.target);
      numbers.set(message.target, target);
      return { message, target };
    });
  }

  #newTarget(key: string): number {
    return Number(this.#connection.run(NEW_TARGET, [key]).insertId);
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
    let last: { readonly payload: NewMessage["payload"]; readonly json: string } | undefined;
    const rows = fresh.map(({ message, target }) => {
      place += 1;
      const { payload } = message;
      // A QUIT comes with the same for each channel.
      if (last?.payload !== payload) last = { payload, json: JSON.stringify(payload) };
      return parametersOf(place, message, target, last.json);
    });
    if (this.#insert(rows) < rows.length) throw new StoreError("TAKEN", "one of these is there already");
    // One by one: within a savepoint the index writes out what it has gathered at each statement of several rows.
    for (const [index, { message, target }] of fresh.entries()) {
      const { folded } = message;
      if (folded !== undefined) this.#connection.run(INSERT_WORDS, searchRow(first + index, target, folded));
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
function parametersOf(
  place: number,
  message: NewMessage,
  target: number,
  payload: string,
): readonly unknown[] {
  const { id, seq, n, at, kind, nick, prefix, text } = message;
  const [account, folded] = [message.account ?? null, message.folded ?? null];
  return [place, id, target, seq, n, at, kind, account, nick, prefix, text, payload, folded];
}
