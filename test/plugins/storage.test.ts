import { expect, test } from "vitest";
import { definePlugin } from "../../src/plugins/define-plugin.ts";
import type { PluginApi } from "../../src/plugins/plugin-api.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import { type PluginTestSettings, testPlugin } from "../../src/testing.ts";
import { inTrouble } from "../kit/trouble.ts";

/** A plugin that keeps what it is told to, on a server that bounds it. */
async function keeper(settings: PluginTestSettings, name = "keeper") {
  const given: PluginApi["storage"][] = [];
  const plugin = definePlugin({
    name,
    description: "keeps",
    setup(api) {
      given.push(api.storage);
    },
  });
  const irc = await testPlugin(plugin, settings);
  const [storage] = given;
  if (!storage) throw new Error("it was not set up");
  return { irc, storage };
}

const full = (message: string) => expect.objectContaining({ code: "STORAGE_FULL", message });

test("a plugin keeps so many keys: one more is refused, and counted, until one is removed", async () => {
  const { irc, storage } = await keeper({ storageKeys: 2 });
  await using _ = irc;
  await Promise.all([storage.set("a", 1), storage.set("b", 1)]);
  await expect(storage.set("c", 1)).rejects.toEqual(full("keeper keeps 2 keys, and may keep 2"));
  expect(irc.plugins[0]?.failures).toBe(1);
  expect(irc.logged.join("")).toContain("keeper keeps 2 keys, and may keep 2");
  expect(await storage.get("c")).toBeUndefined();
  await storage.set("a", "another");
  await storage.remove("b");
  await storage.set("c", 1);
  expect((await storage.list()).map(({ key }) => key)).toEqual(["a", "c"]);
});

test("and so many bytes in all, keys included, however many are written at once", async () => {
  const { irc, storage } = await keeper({ storageMegabytes: 1 });
  await using _ = irc;
  // With its key of one byte and its quotes each is a 16th of a megabyte.
  const value = "x".repeat(65_533);
  const keys = [..."abcdefghijklmnop"];
  await Promise.all(keys.map((key) => storage.set(key, value)));
  await expect(storage.set("q", 1)).rejects.toEqual(
    full("keeper would keep 1048578 bytes, and may keep 1048576"),
  );
  await storage.set("a", "shorter");
  await storage.set("q", 1);
  await expect(storage.set("a", value)).rejects.toMatchObject({ code: "STORAGE_FULL" });
  expect(await storage.get("a")).toBe("shorter");
});

test("what was kept before counts, and what is beyond another limit stays, and may become less", async () => {
  const store = memoryStore();
  const before = await keeper({ store });
  for (let key = 0; key < 150; key += 1) await before.storage.set(`k${key}`, key);
  await before.irc.close();
  const { irc, storage } = await keeper({ store, storageKeys: 100 });
  await using _ = irc;
  await expect(storage.set("new", 1)).rejects.toEqual(full("keeper keeps 150 keys, and may keep 100"));
  await storage.set("k7", "other");
  expect(await storage.get("k149")).toBe(149);
  for (let key = 0; key < 51; key += 1) await storage.remove(`k${key}`);
  await storage.set("new", 1);
});

test("what others keep does not count", async () => {
  const store = memoryStore();
  const other = await keeper({ store }, "other");
  await other.storage.set("a", 1);
  await other.irc.close();
  const { irc, storage } = await keeper({ store, storageKeys: 1 });
  await using _ = irc;
  await storage.set("a", 1);
  await expect(storage.set("b", 1)).rejects.toMatchObject({ code: "STORAGE_FULL" });
});

test("what the store refuses counts for nothing: neither what was to be kept, nor what was to go", async () => {
  const store = memoryStore();
  let isInTrouble = false;
  const plugins = inTrouble(store.plugins, () => isInTrouble);
  const { irc, storage } = await keeper({ store: { ...store, plugins }, storageKeys: 2 });
  await using _ = irc;
  await storage.set("a", 1);
  isInTrouble = true;
  const refused = [storage.set("b", 1), storage.remove("a"), storage.set("c", "more")];
  for (const work of refused) await expect(work).rejects.toMatchObject({ code: "UNAVAILABLE" });
  isInTrouble = false;
  await storage.set("d", 1);
  await expect(storage.set("e", 1)).rejects.toMatchObject({ code: "STORAGE_FULL" });
  expect((await storage.list()).map(({ key }) => key)).toEqual(["a", "d"]);
});

test("where one may keep less than is there, a value may still become shorter", async () => {
  const store = memoryStore();
  const before = await keeper({ store });
  for (let key = 0; key < 40; key += 1) await before.storage.set(`k${key}`, "x".repeat(60_000));
  await before.irc.close();
  const { irc, storage } = await keeper({ store, storageMegabytes: 1 });
  await using _ = irc;
  await storage.set("k7", "shorter");
  await expect(storage.set("k7", "and longer again")).rejects.toMatchObject({ code: "STORAGE_FULL" });
  expect(await storage.get("k7")).toBe("shorter");
});
