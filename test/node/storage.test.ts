import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import { openStorage, watchStore } from "../../src/node/storage.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import type { StoreEvent } from "../../src/store/store.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ircd-storage-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const configured = (keys: object) => loadConfig({ flags: { data: folder, ...keys } });

test("what lasts is there the next time", async () => {
  const first = await openStorage(configured({}));
  await first.store.plugins.set("test", "key", "value");
  await first.close();
  const second = await openStorage(configured({}));
  expect(await second.store.plugins.get("test", "key")).toBe("value");
  await second.close();
});

test("nothing is written to disk where everything is to stay in memory", async () => {
  const storage = await openStorage(configured({ ephemeral: true }));
  await storage.store.plugins.set("test", "key", "value");
  await storage.close();
  expect(await readdir(folder)).toEqual([]);
});

test("one folder is one server's", async () => {
  const first = await openStorage(configured({}));
  await expect(openStorage(configured({}))).rejects.toMatchObject({ code: "DATA_LOCKED" });
  await first.close();
});

test("the casemapping is that of the first start, and the folder is let go of", async () => {
  await (await openStorage(configured({ casemapping: "rfc1459" }))).close();
  await expect(openStorage(configured({}))).rejects.toThrow(
    "casemapping: must be rfc1459, as at the first start of this data folder, not ascii",
  );
  await (await openStorage(configured({ casemapping: "rfc1459" }))).close();
});

describe("operators are told when the database", () => {
  const events: readonly (readonly [StoreEvent, string])[] = [
    [{ type: "trouble", code: "FULL", message: "disk" }, "cannot be written to (FULL: disk)"],
    [{ type: "recovered" }, "can be written to again"],
    [{ type: "refusing", waiting: 50_000 }, "50000 rows wait"],
    [{ type: "accepting", refused: 3 }, "3 rows of history were not kept"],
    [{ type: "failed", message: "gone" }, "is gone (gone)"],
  ];
  test.each(events)("%j", (event, words) => {
    const told: string[] = [];
    const watch = (listener: (event: StoreEvent) => void) => {
      listener(event);
      return () => {};
    };
    const store = { ...memoryStore(), watch };
    watchStore(store, silentLogger(), (text) => told.push(text));
    expect(told).toEqual([expect.stringContaining(words)]);
  });
});
