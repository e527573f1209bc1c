import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import Libsql from "libsql";
import { describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/run.ts";
import { openDataFolder } from "../../src/node/data-folder.ts";
import { openDatabase } from "../../src/store/sqlite/database.ts";
import { latestVersion } from "../../src/store/sqlite/migrate.ts";
import { account, channel, message, record } from "../store/contract/rows.ts";
import { startStub } from "./stub-server.ts";

const fresh = () => mkdtempSync(join(tmpdir(), "ircd-db-"));
const header = `{"format":"ircd-ts store","version":"${latestVersion}"}\n`;

async function db(argv: readonly string[], input = "") {
  const streams = { env: {}, stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  streams.stdin.end(input);
  const signals = { on: () => undefined, exit: () => undefined };
  const status = await runCli(["db", ...argv], startStub, streams, signals);
  const textOf = (stream: PassThrough) => String(stream.read() ?? "");
  return { status, out: textOf(streams.stdout), err: textOf(streams.stderr) };
}

function accountRow(cells: Readonly<Record<string, unknown>>): string {
  const row = {
    ...{ folded: "alice", name: "Alice", status: "active", settings: "{}", created_at: 1, last_seen_at: 1 },
    ...cells,
  };
  return `${JSON.stringify({ table: "accounts", row })}\n`;
}

/** A data folder with something of everything. */
async function filled(): Promise<string> {
  const folder = fresh();
  const { areas: store, db } = await openDatabase({ file: join(folder, "ircd.db"), busyTimeout: 0 });
  await store.accounts.create(account("Alice", { settings: { ü: ["\n", null] } }));
  await store.nicks.add({ folded: "ally", nick: "Ally", account: "alice", at: 2 });
  await store.channels.register(channel("#a"));
  await store.roles.set({ channel: "#a", account: "alice", role: "op", by: "alice", at: 1 });
  await record(
    store,
    message(1, "Hello world"),
    message(2, "second", { target: "x y", parties: ["x", "y"] }),
  );
  await store.reactions.add({ id: "r", message: "m1", by: "bob", account: "bob", value: "👍", at: 3 });
  await store.plugins.set("p", "k", "v");
  await db.destroy();
  return folder;
}

describe("ircd-ts db", () => {
  test("exports what it imports, search and all", async () => {
    const [from, to] = [await filled(), fresh()];
    const first = await db(["export", "--data", from]);
    expect(first).toMatchObject({ status: 0, err: "" });
    const imported = await db(["import", "--data", to], first.out);
    expect(imported).toEqual({
      status: 0,
      out: `${join(to, "ircd.db")}: 1 accounts, 1 channels, 2 messages\n`,
      err: "",
    });
    expect((await db(["export", "--data", to])).out).toBe(first.out);
    expect((await db(["check", "--data", to])).status).toBe(0);
    const { areas: store, db: opened } = await openDatabase({ file: join(to, "ircd.db"), busyTimeout: 0 });
    expect(await store.messages.search({ targets: ["#a"], words: "world", limit: 9 })).toHaveLength(1);
    expect(await store.messages.cursor()).toBe(2);
    await opened.destroy();
  });

  test("exports to a file that is its owner's alone, and imports from one", async () => {
    const [from, to] = [await filled(), fresh()];
    const file = join(to, "export.jsonl");
    expect((await db(["export", file, "--data", from])).out).toBe(
      `${file}: 1 accounts, 1 channels, 2 messages\n`,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await db(["import", file, "--data", to])).status).toBe(0);
    expect(await db(["export", file, "--data", from])).toEqual({
      status: 1,
      out: "",
      err: `ircd-ts: ${file} is there already\n`,
    });
    const missing = join(to, "missing.jsonl");
    expect((await db(["import", missing, "--data", fresh()])).err).toBe(
      `ircd-ts: cannot read ${missing} (ENOENT)\n`,
    );
    // Not even opened: the database has something in it.
    expect((await db(["import", missing, "--data", to])).err).toBe(
      "ircd-ts: the database is not empty: it has accounts\n",
    );
    expect((await db(["export", join(missing, "x"), "--data", from])).err).toBe(
      `ircd-ts: cannot write ${join(missing, "x")} (ENOENT)\n`,
    );
  });

  test("copies the database to a new file", async () => {
    const folder = await filled();
    const copy = join(folder, "it's a copy.db");
    expect((await db(["backup", copy, "--data", folder])).status).toBe(0);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(new Libsql(copy).prepare("SELECT count(*) AS n FROM messages").all([])).toEqual([{ n: 2 }]);
    expect(await db(["backup", copy, "--data", folder])).toMatchObject({
      status: 1,
      err: `ircd-ts: ${copy} is there already\n`,
    });
    const nowhere = await db(["backup", join(folder, "no", "where"), "--data", folder]);
    expect(nowhere.status).toBe(1);
    expect(nowhere.err).toMatch(/^ircd-ts: .*\n$/);
  });

  test("says that a database is sound, or what is wrong with it", async () => {
    const folder = await filled();
    const file = join(folder, "ircd.db");
    expect((await db(["check", "--data", folder])).out).toBe(
      `${file}: sound; 1 accounts, 1 channels, 2 messages\n`,
    );
    const database = new Libsql(file);
    database.pragma("foreign_keys = OFF");
    database.exec("DELETE FROM search WHERE rowid = 1; DELETE FROM channels");
    database.close();
    const { status, err } = await db(["check", "--data", folder]);
    expect([status, err]).toEqual([
      1,
      "ircd-ts: the database is not sound: a row of roles belongs to none of channels (and 1 more)\n",
    ]);
    for (const beside of ["-wal", "-shm"]) rmSync(`${file}${beside}`, { force: true });
    writeFileSync(file, "no database at all, and a long way from it".repeat(100));
    expect((await db(["check", "--data", folder])).err).toMatch(/^ircd-ts: .*file is not a database\n$/);
  });

  test("tells of what the server could not read", async () => {
    const folder = await filled();
    const database = new Libsql(join(folder, "ircd.db"));
    database.exec("UPDATE channels SET modes = '[', last_used_at = 'now'; UPDATE messages SET payload = ''");
    database.close();
    expect((await db(["check", "--data", folder])).err).toBe(
      "ircd-ts: the database is not sound: last_used_at is no whole number in a row of channels (and 2 more)\n",
    );
  });

  test("leaves alone what belongs to a running server", async () => {
    const folder = await filled();
    const held = openDataFolder(folder);
    for (const action of ["export", "import", "check"])
      expect(await db([action, "x", "--data", folder])).toEqual({
        status: 1,
        out: "",
        err: `ircd-ts: the data folder ${folder} is in use by process ${process.pid}\n`,
      });
    held.close();
  });

  test("copies what a running server has written, and leaves it to the server", async () => {
    const folder = await filled();
    const held = openDataFolder(folder);
    const file = join(folder, "ircd.db");
    const { areas: store, db: served } = await openDatabase({ file, busyTimeout: 0 });
    await store.plugins.set("p", "new", "v");
    const copies = [join(folder, "first.db"), join(folder, "second.db")] as const;
    const valuesIn = (copy: string) =>
      new Libsql(copy).prepare("SELECT key FROM plugin_values ORDER BY key").all([]);
    expect(await db(["backup", copies[0], "--data", folder])).toEqual({
      status: 0,
      out: `${copies[0]}: 1 accounts, 1 channels, 2 messages\n`,
      err: "",
    });
    expect(valuesIn(copies[0])).toEqual([{ key: "k" }, { key: "new" }]);
    await store.plugins.set("p", "newer", "v");
    await db(["backup", copies[1], "--data", folder]);
    expect(valuesIn(copies[1])).toEqual([{ key: "k" }, { key: "new" }, { key: "newer" }]);
    await served.destroy();
    held.close();
  });

  test("copies no database that is not there", async () => {
    const folder = fresh();
    expect(await db(["backup", join(folder, "copy.db"), "--data", folder])).toEqual({
      status: 1,
      out: "",
      err: `ircd-ts: there is no ${join(folder, "ircd.db")}\n`,
    });
  });

  test("imports all or nothing", async () => {
    const folder = fresh();
    const good = '{"table":"plugin_values","row":{"plugin":"p","key":"k","value":"v"}}\n';
    const bad = '{"table":"roles","row":{"channel":"#x","account":"a","role":"op","by":"b","at":1}}\n';
    const refused = await db(["import", "--data", folder], header + good + bad);
    expect(refused).toMatchObject({ status: 1, out: "" });
    expect(refused.err).toMatch(/^ircd-ts: line 3: .*FOREIGN KEY.*\n$/);
    expect((await db(["export", "--data", folder])).out).toBe(header);
    expect((await db(["import", "--data", folder], header + good)).status).toBe(0);
    expect((await db(["import", "--data", folder], header + good)).err).toBe(
      "ircd-ts: the database is not empty: it has plugin_values\n",
    );
  });

  test.each([
    ["", "there is nothing to import"],
    ["hello\n", "line 1: is no JSON"],
    ["[]\n", "line 1: this is no export of ircd-ts"],
    [
      '{"format":"ircd-ts store","version":"9999-x"}\n',
      `line 1: it is of version 9999-x, and not of ${latestVersion}`,
    ],
    [`${header}{"table":"sqlite_master","row":{}}\n`, "line 2: no table sqlite_master"],
    [`${header}{"table":"plugin_values"}\n`, "line 2: no table plugin_values"],
    [`${header}{"table":"plugin_values","row":{}}\n`, "line 2: a row of plugin_values has nothing in it"],
    [`${header}${accountRow({ settings: "{" })}`, "settings is no JSON in a row of accounts"],
    [`${header}${accountRow({ scram: "x" })}`, "scram is no JSON in a row of accounts"],
    [
      `${header}${accountRow({ created_at: "long ago" })}`,
      "created_at is no whole number in a row of accounts",
    ],
    [
      `${header}{"table":"plugin_values","row":{"plugin\\") VALUES (1); --":"x"}}\n`,
      'line 2: plugin_values has no such column, or not with such a value: plugin") VALUES (1); --',
    ],
    [
      `${header}{"table":"plugin_values","row":{"plugin":true}}\n`,
      "line 2: plugin_values has no such column, or not with such a value: plugin",
    ],
  ])("refuses to import %j", async (input, problem) => {
    expect(await db(["import", "--data", fresh()], input)).toEqual({
      status: 1,
      out: "",
      err: `ircd-ts: ${problem}\n`,
    });
  });

  test("finds the data folder by the configuration", async () => {
    const folder = await filled();
    const config = join(fresh(), "ircd.yaml");
    writeFileSync(config, `data: ${folder}\n`);
    expect((await db(["check", "--config", config])).status).toBe(0);
  });

  test("makes no folder where it only reads", async () => {
    const folder = join(fresh(), "none");
    expect((await db(["export", "--data", folder])).err).toBe(
      `ircd-ts: there is no ${join(folder, "ircd.db")}\n`,
    );
    expect(existsSync(folder)).toBe(false);
  });

  test.each([
    [[], "db: needs one of export, import, check, backup"],
    [["frob"], 'db: does export, import, check, backup, not "frob"'],
    [["check", "--frob"], "no such option: --frob; ircd-ts db --help lists them"],
  ])("refuses %j in one line", async (argv, line) => {
    expect(await db(argv)).toEqual({ status: 1, out: "", err: `ircd-ts: ${line}\n` });
  });

  test("needs the file of a backup", async () => {
    expect((await db(["backup", "--data", await filled()])).err).toBe(
      "ircd-ts: db backup: needs the file to write to\n",
    );
  });

  test("reads an export as lines of JSON", async () => {
    const file = join(fresh(), "x.jsonl");
    await db(["export", file, "--data", await filled()]);
    const [first, ...rows] = readFileSync(file, "utf8").trimEnd().split("\n");
    expect(first).toBe(header.trimEnd());
    for (const row of rows) expect(Object.keys(JSON.parse(row))).toEqual(["table", "row"]);
  });
});
