import { existsSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openDatabase } from "../../../src/store/sqlite/database.ts";
import { latestVersion, migrations } from "../../../src/store/sqlite/migrate.ts";
import { account, message, record } from "../contract/rows.ts";
import { freshFile } from "./files.ts";

const open = (file: string, version?: string) => openDatabase({ file, busyTimeout: 0 }, version);
const versions = Object.keys(migrations);

describe("a database of an earlier version", () => {
  test.each(versions)("%s is brought to the newest one, with what is in it", async (version) => {
    const file = freshFile();
    const before = await open(file, version);
    await before.areas.accounts.create(account("Alice"));
    await before.db.destroy();
    const after = await open(file);
    expect(await after.areas.accounts.find("alice")).toEqual(account("Alice"));
    expect(await record(after.areas, message(1))).toBe(1);
    await after.db.destroy();
  });

  test.each(versions.slice(0, -1))("%s is copied before", async (version) => {
    const file = freshFile();
    const before = await open(file, version);
    await before.areas.accounts.create(account("Alice"));
    await before.db.destroy();
    await (await open(file)).db.destroy();
    const copy = `${file}.before-${latestVersion}`;
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const old = await open(copy, version);
    expect(await old.areas.accounts.find("alice")).toEqual(account("Alice"));
    await old.db.destroy();
  });
});

test("a database of this version, or a new one, is not copied", async () => {
  const file = freshFile();
  await (await open(file)).db.destroy();
  await (await open(file)).db.destroy();
  expect(existsSync(`${file}.before-${latestVersion}`)).toBe(false);
});

test("a database of a later version is left alone", async () => {
  const file = freshFile();
  const { connection, db } = await open(file);
  connection.run("INSERT INTO kysely_migration (name, timestamp) VALUES (?, ?)", ["9999-later", "x"]);
  await db.destroy();
  await expect(open(file)).rejects.toMatchObject({
    code: "NEWER",
    message: `${file}: a later version of this program wrote it (9999-later)`,
  });
});
