import { byteLength } from "../protocol/text.ts";
import type { PluginStore } from "../store/port/state.ts";
import type { Json, PluginStorage } from "./plugin-api.ts";
import type { StorageLimits, StorageUse } from "./storage-use.ts";

const longestKey = 500;
const longestValue = 65_536;
const page = 1000;

/** What one plugin keeps: no other's keys are in reach, and no more than it may. */
export function pluginStorage(
  store: PluginStore,
  plugin: string,
  use: StorageUse,
  most: StorageLimits,
): PluginStorage {
  return {
    async get(key) {
      const value = await store.get(plugin, checkedKey(key));
      return value === undefined ? undefined : parsed(value);
    },
    async set(key, value) {
      const text = written(value);
      const takeBack = await use.take(checkedKey(key), text, most);
      await orTakenBack(store.set(plugin, key, text), takeBack);
    },
    async remove(key) {
      const takeBack = await use.free(checkedKey(key));
      return await orTakenBack(store.remove(plugin, key), takeBack);
    },
    async list(after = "") {
      const rows = await store.list(plugin, after, page);
      return rows.map(({ key, value }) => ({ key, value: parsed(value) }));
    },
  };
}

async function orTakenBack<T>(work: Promise<T>, takeBack: () => void): Promise<T> {
  try {
    return await work;
  } catch (error) {
    takeBack();
    throw error;
  }
}

function checkedKey(key: unknown): string {
  if (typeof key !== "string" || key === "" || byteLength(key) > longestKey)
    throw new TypeError(`a key must be text of 1 to ${longestKey} bytes`);
  return key;
}

function written(value: Json): string {
  const text: unknown = JSON.stringify(value);
  if (typeof text !== "string") throw new TypeError("a value must be what JSON can say");
  if (byteLength(text) > longestValue) throw new TypeError(`a value may have ${longestValue} bytes as JSON`);
  return text;
}

// It was written by `written`.
function parsed(text: string): Json {
  return JSON.parse(text) as Json;
}
