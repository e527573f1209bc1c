import { expect, test } from "vitest";
import { memoryStore } from "../../src/store/memory-store.ts";
import { message, record } from "./contract/rows.ts";
import { describeStore } from "./store-contract.ts";

describeStore("in memory", async () => memoryStore());

test("a store in memory forgets what was said first", async () => {
  const store = memoryStore(100);
  for (let seq = 1; seq <= 300; seq++) await record(store, message(seq));
  const kept = (await store.messages.page("#a", { type: "latest" }, 999)) ?? [];
  expect(kept.length).toBeGreaterThanOrEqual(100);
  expect(kept.length).toBeLessThanOrEqual(110);
  expect(kept.at(-1)?.id).toBe("m300");
});

test("a store in memory has nothing to copy", async () => {
  await expect(memoryStore().backup("x")).rejects.toMatchObject({ code: "UNAVAILABLE" });
});
