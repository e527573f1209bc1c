import { afterAll, describe, expect, test } from "vitest";
import { Connection } from "../../../src/store/sqlite/connection.ts";
import { freshFile } from "./files.ts";

describe("a connection", () => {
  const connection = new Connection({ file: freshFile(), busyTimeout: 0 });
  connection.run("CREATE TABLE things (thing)");
  afterAll(() => connection.close());

  // The driver itself ends the process on a boolean.
  test.each([true, {}, [], Symbol("x"), () => 1, new Date(0), Number.NaN, Number.POSITIVE_INFINITY, "a\0b"])(
    "refuses a value no column holds: %s",
    (value) => {
      expect(() => connection.run("INSERT INTO things VALUES (?)", [value])).toThrow("that no column holds");
    },
  );

  test.each([null, "", "é\u{1f600}", -1, 1.5, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER])(
    "keeps %s as it is",
    (value) => {
      connection.run("DELETE FROM things");
      connection.run("INSERT INTO things VALUES (?)", [value]);
      expect(connection.run("SELECT thing FROM things").rows).toEqual([{ thing: value }]);
    },
  );

  test("syncs at every commit, in a log beside the file, and minds foreign keys", () => {
    const pragma = (name: string) =>
      Object.values(Object(connection.run(`SELECT * FROM pragma_${name}`).rows[0]))[0];
    expect([pragma("journal_mode"), pragma("synchronous"), pragma("foreign_keys")]).toEqual(["wal", 2, 1]);
  });
});
