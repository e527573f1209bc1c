import { StoreError } from "../store.ts";
import { cellProblems } from "./cells.ts";
import type { Connection } from "./connection.ts";
import { INSERT_WORDS, searchRow } from "./full-text.ts";
import { latestVersion, migrations } from "./migrate.ts";
import { storeErrorFrom } from "./sqlite-errors.ts";

const FORMAT = "ircd-ts store";
const PAGE = 1000;

// Those that others refer to come first. The search index is made anew.
const TABLES = [
  ...["accounts", "nicks", "certificates", "app_passwords", "channels", "roles", "targets", "parties"],
  ...["messages", "reactions", "cursors", "stays", "markers", "metadata", "plugin_values", "bans"],
  ...["filters", "held"],
] as const;

type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;

/** All rows as lines of JSON, the first of which says what they are. */
export function* exportLines(connection: Connection): Generator<string> {
  yield JSON.stringify({ format: FORMAT, version: latestVersion });
  for (const table of TABLES)
    for (const row of rowsOf(connection, table)) yield JSON.stringify({ table, row });
}

function* rowsOf(connection: Connection, table: string): Generator<Row> {
  const sql = `SELECT rowid AS "from", * FROM "${table}" WHERE rowid > ? ORDER BY rowid LIMIT ${PAGE}`;
  for (let after = 0; ; ) {
    const { rows } = connection.run<Row & { readonly from: number }>(sql, [after]);
    for (const { from, ...row } of rows) {
      after = from;
      yield row;
    }
    if (rows.length < PAGE) return;
  }
}

/** Puts exported lines into an empty database, all of them or none. */
export async function importLines(connection: Connection, lines: AsyncIterable<string>): Promise<void> {
  const full = TABLES.find((table) => connection.run(`SELECT 1 FROM "${table}" LIMIT 1`).rows.length > 0);
  if (full !== undefined) throw new StoreError("TAKEN", `the database is not empty: it has ${full}`);
  await connection.transaction(() => importAll(connection, lines));
}

async function importAll(connection: Connection, lines: AsyncIterable<string>): Promise<void> {
  const columns = new Map(TABLES.map((table) => [String(table), columnsOf(connection, table)]));
  let number = 0;
  for await (const line of lines) {
    number += 1;
    try {
      if (number === 1) checkHeader(parsed(line));
      else importRow(connection, columns, parsed(line));
    } catch (cause) {
      throw inLine(number, cause);
    }
  }
  if (number === 0) throw new StoreError("INVALID", "there is nothing to import");
  const [problem] = cellProblems(connection, TABLES);
  if (problem !== undefined) throw new StoreError("INVALID", problem);
}

function columnsOf(connection: Connection, table: string): ReadonlySet<string> {
  const { rows } = connection.run<{ name: string }>("SELECT name FROM pragma_table_info(?)", [table]);
  return new Set(rows.map(({ name }) => name));
}

function inLine(number: number, cause: unknown): unknown {
  const error = storeErrorFrom(cause);
  if (!(error instanceof StoreError)) return error;
  return new StoreError(error.code, `line ${number}: ${error.message}`, { cause });
}

function parsed(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) return { ...value };
  } catch (cause) {
    throw new StoreError("INVALID", "is no JSON", { cause });
  }
  throw new StoreError("INVALID", "is no object");
}

function checkHeader({ format, version }: Readonly<Record<string, unknown>>): void {
  if (format !== FORMAT) throw new StoreError("INVALID", "this is no export of ircd-ts");
  if (version === latestVersion) return;
  const isKnown = migrations[String(version)] !== undefined;
  throw new StoreError(
    isKnown ? "INVALID" : "NEWER",
    `it is of version ${version}, and not of ${latestVersion}`,
  );
}

function importRow(
  connection: Connection,
  columns: ReadonlyMap<string, ReadonlySet<string>>,
  { table, row }: Readonly<Record<string, unknown>>,
): void {
  const known = columns.get(String(table));
  if (!known || typeof row !== "object" || row === null) throw new StoreError("INVALID", `no table ${table}`);
  const cells = Object.entries(row);
  if (cells.length === 0) throw new StoreError("INVALID", `a row of ${table} has nothing in it`);
  const unknown = cells.find(([name, value]) => !known.has(name) || !isValue(value));
  if (unknown)
    throw new StoreError("INVALID", `${table} has no such column, or not with such a value: ${unknown[0]}`);
  // The names were compared with those of the tables; values are only ever bound.
  const names = cells.map(([name]) => `"${name}"`).join(", ");
  const marks = cells.map(() => "?").join(", ");
  connection.run(
    `INSERT INTO "${table}" (${names}) VALUES (${marks})`,
    cells.map(([, value]) => value),
  );
  if (table === "messages") index(connection, new Map(cells));
}

function isValue(value: unknown): value is Value {
  return value === null || typeof value === "string" || Number.isFinite(value);
}

function index(connection: Connection, cells: ReadonlyMap<string, unknown>): void {
  const folded = cells.get("folded");
  if (typeof folded !== "string") return;
  const [place, target] = [Number(cells.get("place")), Number(cells.get("target"))];
  connection.run(INSERT_WORDS, searchRow(place, target, folded));
}

/** What is wrong with a database: nothing, in the best case. */
export function problemsOf(connection: Connection): readonly string[] {
  const integrity = connection.run<{ integrity_check: string }>("SELECT * FROM pragma_integrity_check").rows;
  const keys = connection.run<{ table: string; parent: string }>(
    "SELECT * FROM pragma_foreign_key_check",
  ).rows;
  return [
    ...integrity.map((row) => row.integrity_check).filter((text) => text !== "ok"),
    ...keys.map(({ table, parent }) => `a row of ${table} belongs to none of ${parent}`),
    ...cellProblems(connection, TABLES),
    ...searchProblems(connection),
  ];
}

function searchProblems(connection: Connection): readonly string[] {
  const missing = "messages WHERE folded IS NOT NULL AND place NOT IN (SELECT id FROM search_docsize)";
  const left = "search_docsize WHERE id NOT IN (SELECT place FROM messages)";
  const [found, orphans] = [countOf(connection, missing), countOf(connection, left)];
  return [
    ...(found > 0 ? [`${found} messages are not in the search index`] : []),
    ...(orphans > 0 ? [`${orphans} rows of the search index have no message`] : []),
  ];
}

/** How much there is, in words. */
export function contentsOf(connection: Connection): string {
  const count = (table: (typeof TABLES)[number]) => countOf(connection, table);
  return `${count("accounts")} accounts, ${count("channels")} channels, ${count("messages")} messages`;
}

function countOf(connection: Connection, rows: string): number {
  return connection.run<{ count: number }>(`SELECT count(*) AS count FROM ${rows}`).rows[0]?.count ?? 0;
}
