import type { Connection } from "./connection.ts";

// What is read as JSON where it is used.
const json: Readonly<Record<string, readonly string[]>> = {
  accounts: ["settings", "scram"],
  channels: ["topic", "modes", "lists", "settings"],
  messages: ["payload"],
  stays: ["stay"],
  held: ["message"],
};

/** What stands in cells of these tables that is not of their kind: SQLite takes a word for a number, and any text for JSON. */
export function cellProblems(connection: Connection, tables: readonly string[]): readonly string[] {
  return tables.flatMap((table) => [
    ...numbersOf(connection, table).flatMap((column) =>
      problem(connection, table, column, `typeof("${column}") NOT IN ('integer', 'null')`, "no whole number"),
    ),
    ...(json[table] ?? []).flatMap((column) =>
      problem(connection, table, column, `NOT json_valid("${column}")`, "no JSON"),
    ),
  ]);
}

function numbersOf(connection: Connection, table: string): readonly string[] {
  const sql = "SELECT name FROM pragma_table_info(?) WHERE lower(type) IN ('integer', 'bigint')";
  return connection.run<{ name: string }>(sql, [table]).rows.map(({ name }) => name);
}

function problem(
  connection: Connection,
  table: string,
  column: string,
  isWrong: string,
  what: string,
): readonly string[] {
  const sql = `SELECT count(*) AS count FROM "${table}" WHERE ${isWrong}`;
  const count = connection.run<{ count: number }>(sql, []).rows[0]?.count ?? 0;
  return count === 0
    ? []
    : [`${column} is ${what} in ${count === 1 ? "a row" : `${count} rows`} of ${table}`];
}
