import Libsql from "libsql";
import { afterAll } from "vitest";
import { openSqliteStore } from "../../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../../src/store/store.ts";
import { describeStore } from "../store-contract.ts";
import { freshFile } from "./files.ts";

// To start its threads for each test would take most of the time: the tables are emptied in between.
const file = freshFile();
const store = await openSqliteStore({ file, flushAfter: 1 });
const emptier = new Libsql(file, { timeout: 5000 });
emptier.pragma("foreign_keys = OFF");
const tables = emptier
  .prepare<[]>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
  .all()
  .map((row) => Object.values(Object(row)).map(String)[0] ?? "")
  .filter((name) => !/^(search_|kysely_)/.test(name));

afterAll(async () => {
  emptier.close();
  await store.close();
});

describeStore("in SQLite", async (): Promise<Store> => {
  emptier.exec(["BEGIN", ...tables.map((name) => `DELETE FROM "${name}"`), "COMMIT"].join(";"));
  return { ...store, close: async () => undefined };
});
