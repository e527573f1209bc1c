import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openDatabase } from "../../../src/store/sqlite/database.ts";
import type { openSqliteStore, SqliteStoreOptions } from "../../../src/store/sqlite/sqlite-store.ts";
import type { Store, StoreEvent } from "../../../src/store/store.ts";
import { CompiledPackage } from "../../kit/compiled.ts";
import { account, message, record } from "../contract/rows.ts";
import { freshFile } from "./files.ts";

// Compiled, a thread starts in a fraction of the time.
let compiled: CompiledPackage;
let open: typeof openSqliteStore;

beforeAll(async () => {
  vi.setConfig({ testTimeout: 20_000 });
  compiled = new CompiledPackage();
  const module = compiled.program("open.mjs", 'export * from "./dist/store/sqlite/sqlite-store.js";');
  open = (await import(module)).openSqliteStore;
}, 60_000);

afterAll(() => compiled[Symbol.dispose]());

const impatient = { flushAfter: 1, firstRetry: 1, longestRetry: 5 };

async function opened(other: Partial<SqliteStoreOptions> = {}) {
  const file = freshFile();
  const store = await open({ file, ...impatient, ...other });
  const events: StoreEvent[] = [];
  store.watch((event) => events.push(event));
  return { file, store, events };
}

const lookInto = `
const Libsql = require("libsql");
const database = new Libsql(process.argv[1]);
console.log(database.prepare("SELECT count(*) AS found FROM plugin_values").get().found);
database.close();
`;

/** How many values of plugins another program finds, that opens the database and closes it again. */
function foundByAnother(file: string): number {
  const found = execFileSync(process.execPath, ["--eval", lookInto, file], { encoding: "utf8" });
  return Number(found);
}

/** Resolves when it happens. */
function happens(store: Store, type: StoreEvent["type"]): Promise<StoreEvent> {
  return new Promise((resolve) => {
    const end = store.watch((event) => {
      if (event.type !== type) return;
      end();
      resolve(event);
    });
  });
}

/** Another program that holds the file until it is let go. */
function lockOf(file: string): () => void {
  const other = new Libsql(file);
  other.exec("BEGIN IMMEDIATE");
  return () => {
    other.exec("COMMIT");
    other.close();
  };
}

describe("a locked file", () => {
  test("makes writes wait, not reads, and nothing is lost", async () => {
    const { file, store, events } = await opened();
    await record(store, message(1));
    const unlock = lockOf(file);
    const trouble = happens(store, "trouble");
    const [history, fact] = [record(store, message(2)), store.accounts.create(account("Alice"))];
    expect(await trouble).toMatchObject({ code: "BUSY" });
    expect(await store.messages.page("#a", { type: "latest" }, 9)).toHaveLength(1);
    unlock();
    await Promise.all([history, fact]);
    expect(await store.messages.page("#a", { type: "latest" }, 9)).toHaveLength(2);
    expect(events.map(({ type }) => type)).toEqual(["trouble", "recovered"]);
    await store.close();
  });

  test("has a fact given up, and not stored later behind the back of who was told so", async () => {
    const { file, store } = await opened({ patience: 1 });
    const unlock = lockOf(file);
    await expect(store.accounts.create(account("Alice"))).rejects.toMatchObject({ code: "UNAVAILABLE" });
    unlock();
    await record(store, message(1));
    expect(await store.accounts.find("alice")).toBeUndefined();
    await store.close();
  });

  test("has history refused when too much waits, facts not, and tells of it", async () => {
    const { file, store, events } = await opened({ mostRows: 5, flushRows: 2 });
    const unlock = lockOf(file);
    const trouble = happens(store, "trouble");
    const first = record(store, message(1));
    await trouble;
    const waiting = [2, 3, 4, 5, 6].map((seq) => record(store, message(seq)));
    await expect(record(store, message(7))).rejects.toMatchObject({ code: "CROWDED" });
    await expect(record(store, message(8), message(9))).rejects.toMatchObject({ code: "CROWDED" });
    const facts = [store.accounts.create(account("Alice")), store.messages.forget("#none")];
    unlock();
    expect(await Promise.all([first, ...waiting])).toEqual([1, 1, 1, 1, 1, 1]);
    await Promise.all(facts);
    expect(events.filter(({ type }) => type === "refusing" || type === "accepting")).toEqual([
      { type: "refusing", waiting: 5 },
      { type: "accepting", refused: 3 },
    ]);
    expect(await record(store, message(10))).toBe(1);
    await store.close();
  });

  test("that stays locked is given up on closing, and everybody is told", async () => {
    const { file, store } = await opened({ closePatience: 1 });
    const unlock = lockOf(file);
    const trouble = happens(store, "trouble");
    const writes = [record(store, message(1)), store.accounts.create(account("Alice"))];
    const ends = Promise.allSettled(writes);
    await trouble;
    await expect(store.close()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    for (const end of await ends)
      expect(end).toMatchObject({ status: "rejected", reason: { name: "StoreError" } });
    unlock();
  });
});

describe("a full disk", () => {
  test("makes history wait until there is room, and reads go on", async () => {
    const { file, store, events } = await opened({ maxPages: 80, closePatience: 1 });
    const trouble = happens(store, "trouble");
    let stored = 0;
    const line = (seq: number) => message(seq, "x".repeat(2000));
    const writes = Array.from({ length: 200 }, async (_, at) => {
      const end = await Promise.allSettled([record(store, line(at + 1))]);
      if (end[0].status === "fulfilled") stored += 1;
    });
    expect(await trouble).toMatchObject({ code: "FULL" });
    const before = stored;
    expect((await store.messages.page("#a", { type: "latest" }, 999))?.length).toBe(before);
    await store.close().catch((error: unknown) => expect(error).toMatchObject({ code: "UNAVAILABLE" }));
    await Promise.all(writes);
    expect(events.map(({ type }) => type)).toContain("trouble");
    const again = await openDatabase({ file, busyTimeout: 0 });
    expect((await again.areas.messages.page("#a", { type: "latest" }, 999))?.length).toBe(stored);
    expect(await again.areas.messages.cursor()).toBe(stored);
    await again.db.destroy();
  });
});

describe("a store", () => {
  test("stores what waits when it is closed, and refuses what comes after", async () => {
    const { file, store } = await opened({ flushAfter: 60_000 });
    const waiting = Promise.all([record(store, message(1)), record(store, message(2))]);
    await Promise.all([store.close(), store.close()]);
    expect(await waiting).toEqual([1, 1]);
    await expect(record(store, message(3))).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(store.messages.cursor()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(store.backup(`${file}.copy`)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    const again = await openDatabase({ file, busyTimeout: 0 });
    expect(await again.areas.messages.cursor()).toBe(2);
    await again.db.destroy();
  });

  test("is copied while it runs", async () => {
    const { file, store } = await opened();
    await record(store, message(1));
    await store.backup(`${file}.copy`);
    await expect(store.backup(`${file}.copy`)).rejects.toMatchObject({ code: "TAKEN" });
    await store.close();
    const copy = await openDatabase({ file: `${file}.copy`, busyTimeout: 0 });
    expect(await copy.areas.messages.cursor()).toBe(1);
    await copy.db.destroy();
  });

  test("is its owner's alone", async () => {
    const { file, store } = await opened();
    await record(store, message(1));
    for (const beside of ["", "-wal", "-shm"]) expect(statSync(`${file}${beside}`).mode & 0o077).toBe(0);
    await store.close();
  });

  test("of what the one write may not do the others know nothing", async () => {
    const { store } = await opened();
    const bad = message(2, "x", { nick: "a\0b" });
    const ends = await Promise.allSettled([
      record(store, message(1)),
      record(store, bad),
      store.nicks.add({ folded: "x", nick: "x", account: "nobody", at: 1 }),
      record(store, message(3)),
    ]);
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect((await store.messages.page("#a", { type: "latest" }, 9))?.map(({ id }) => id)).toEqual([
      "m1",
      "m3",
    ]);
    await store.close();
  });
});

describe("opening", () => {
  test.each([
    ["a folder that is not there", () => join(freshFile(), "no", "ircd.db"), "UNAVAILABLE"],
    ["a folder", () => mkdtempSync(join(tmpdir(), "ircd-store-")), "UNAVAILABLE"],
    ["a file that is no database", garbage, "CORRUPT"],
  ])("%s is refused", async (_name, file, code) => {
    await expect(open({ file: file() })).rejects.toMatchObject({ name: "StoreError", code });
  });

  test("a file in a folder one may only read is refused", async () => {
    const folder = join(mkdtempSync(join(tmpdir(), "ircd-store-")), "ro");
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    chmodSync(join(folder, ".."), 0o755);
    const opening = asNobody(() => openDatabase({ file: join(folder, "ircd.db"), busyTimeout: 0 }));
    await expect(opening).rejects.toMatchObject({ name: "StoreError", code: "UNAVAILABLE" });
  });
});

function garbage(): string {
  const file = freshFile();
  writeFileSync(file, "no database at all, and a long way from it".repeat(100));
  return file;
}

// Root may write everywhere.
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

test("another program that looks into the database while it is written to takes nothing away", async () => {
  const { file, store } = await opened();
  await store.plugins.set("p", "before", "1");
  expect(foundByAnother(file)).toBe(1);
  await store.plugins.set("p", "after", "2");
  expect(foundByAnother(file)).toBe(2);
  await store.close();
  expect(foundByAnother(file)).toBe(2);
});
