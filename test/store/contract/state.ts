import { describe, expect, test } from "vitest";
import { message, type OpenStore, record } from "./rows.ts";

/** What holds for reactions, read markers, metadata and what plugins keep. */
export function describeStateAreas(open: OpenStore): void {
  describe("reactions", () => {
    const row = { id: "r1", message: "m1", by: "bob", account: undefined, value: "👍", at: 5 };

    test("are kept once for each who says so", async () => {
      const store = await open();
      await record(store, message(1), message(2));
      expect(await store.reactions.add(row)).toBe(true);
      expect(await store.reactions.add({ ...row, id: "r2" })).toBe(false);
      expect(await store.reactions.add({ ...row, value: "other" })).toBe(false);
      expect(await store.reactions.add({ ...row, id: "r3", message: "none" })).toBe(false);
      expect(await store.reactions.add({ ...row, id: "r4", value: "👎", at: 4 })).toBe(true);
      expect((await store.reactions.to(["m1", "m2", "x"])).map(({ id }) => id)).toEqual(["r4", "r1"]);
      expect((await store.reactions.to(["m1"]))[1]).toEqual(row);
      expect(await store.reactions.remove("m1", "bob", "👍")).toBe(true);
      expect(await store.reactions.remove("m1", "bob", "👍")).toBe(false);
      expect(await store.reactions.to([])).toEqual([]);
    });
  });

  describe("stays", () => {
    test("are one for each account", async () => {
      const { stays } = await open();
      await stays.put({ account: "bob", stay: { nick: "Bob" } });
      await stays.put({ account: "alice", stay: { nick: "Alice" } });
      await stays.put({ account: "alice", stay: { nick: "Alicia", channels: ["#a"] } });
      expect(await stays.of("alice")).toEqual({ nick: "Alicia", channels: ["#a"] });
      expect((await stays.list("", 9)).map(({ account }) => account)).toEqual(["alice", "bob"]);
      expect(await stays.list("alice", 9)).toEqual([{ account: "bob", stay: { nick: "Bob" } }]);
      expect(await stays.list("", 1)).toHaveLength(1);
      expect(await stays.remove("alice")).toBe(true);
      expect(await stays.remove("alice")).toBe(false);
      expect(await stays.of("alice")).toBeUndefined();
    });
  });

  describe("read markers", () => {
    test("only go forwards", async () => {
      const { markers } = await open();
      const marker = { account: "alice", target: "#a", at: 2 ** 41 };
      expect(await markers.find("alice", "#a")).toBeUndefined();
      expect(await markers.move(marker)).toBe(2 ** 41);
      expect(await markers.move({ ...marker, at: 5 })).toBe(2 ** 41);
      expect(await markers.move({ ...marker, at: 2 ** 41 + 1 })).toBe(2 ** 41 + 1);
      await markers.move({ ...marker, target: "#0" });
      expect((await markers.of("alice")).map(({ target }) => target)).toEqual(["#0", "#a"]);
      expect(await markers.find("alice", "#a")).toBe(2 ** 41 + 1);
      expect(await markers.of("bob")).toEqual([]);
      expect(await markers.remove("bob", "#a")).toBe(false);
      expect(await markers.remove("alice", "#a")).toBe(true);
      expect((await markers.of("alice")).map(({ target }) => target)).toEqual(["#0"]);
    });
  });

  describe("metadata", () => {
    const url = { scope: "account" as const, owner: "alice", key: "url", value: "x", visibility: "*" };

    test("is one value for each key of each owner", async () => {
      const { metadata } = await open();
      await metadata.set(url);
      await metadata.set({ ...url, value: "y", visibility: "op" });
      await metadata.set({ ...url, key: "avatar" });
      await metadata.set({ ...url, scope: "channel" });
      expect(await metadata.of(url)).toEqual([
        { ...url, key: "avatar" },
        { ...url, value: "y", visibility: "op" },
      ]);
      expect(await metadata.remove(url, "url")).toBe(true);
      expect(await metadata.remove(url, "url")).toBe(false);
      expect(await metadata.clear(url)).toEqual([{ ...url, key: "avatar" }]);
      expect(await metadata.of(url)).toEqual([]);
      expect(await metadata.of({ scope: "channel", owner: "alice" })).toHaveLength(1);
    });
  });

  describe("all metadata", () => {
    test("is listed a page at a time, in the order of scope, owner and key", async () => {
      const { metadata } = await open();
      const places = [
        { scope: "account", owner: "alice", key: "b" },
        { scope: "account", owner: "alice", key: "c" },
        { scope: "account", owner: "bob", key: "a" },
        { scope: "channel", owner: "#a", key: "a" },
      ] as const;
      for (const place of places.toReversed()) await metadata.set({ ...place, value: "x", visibility: "*" });
      const [first, second, ...rest] = places.map((place) => ({ ...place, value: "x", visibility: "*" }));
      expect(await metadata.list(undefined, 2)).toEqual([first, second]);
      expect(await metadata.list(second, 9)).toEqual(rest);
      expect(await metadata.list(rest.at(-1), 9)).toEqual([]);
    });
  });

  describe("what plugins keep", () => {
    test("is each plugin's own", async () => {
      const { plugins } = await open();
      await plugins.set("one", "b", "1");
      await plugins.set("one", "b", "2");
      await plugins.set("one", "a", "3");
      await plugins.set("two", "b", "4");
      expect(await plugins.get("one", "b")).toBe("2");
      expect(await plugins.get("one", "c")).toBeUndefined();
      expect(await plugins.list("one", "", 9)).toEqual([
        { key: "a", value: "3" },
        { key: "b", value: "2" },
      ]);
      expect(await plugins.list("one", "a", 9)).toEqual([{ key: "b", value: "2" }]);
      expect(await plugins.remove("one", "b")).toBe(true);
      expect(await plugins.remove("one", "b")).toBe(false);
      expect(await plugins.get("two", "b")).toBe("4");
    });
  });

  describe("hostile words", () => {
    test.each([
      "'; DROP TABLE accounts; --",
      '"',
      "%",
      "_",
      "\\",
      "`",
      "$1",
      "?1",
      ":x",
      "__proto__",
      "constructor",
      "\u202e",
      "x".repeat(100_000),
    ])("%.30j are words like any other", async (word) => {
      const store = await open();
      await record(store, message(1), message(2, word, { id: word, target: word, kind: word, nick: word }));
      await store.plugins.set(word, word, word);
      expect((await store.messages.find(word, word))?.text).toBe(word);
      expect(await store.messages.page(word, { type: "around", edge: { id: word } }, 9)).toHaveLength(1);
      expect(await store.plugins.get(word, word)).toBe(word);
      expect(await store.messages.page("#a", { type: "latest" }, 9)).toHaveLength(1);
      expect(await store.accounts.find(word)).toBeUndefined();
      expect(await store.messages.redact(word, word)).toBeDefined();
      expect(await store.messages.find("#a", "m1")).toBeDefined();
    });

    test("with a NUL are kept whole or refused, never cut", async () => {
      const store = await open();
      const text = await store.plugins.set("p", "k", "a\0b").then(
        () => store.plugins.get("p", "k"),
        (error: unknown) => error,
      );
      if (text !== "a\0b") expect(text).toMatchObject({ code: "INVALID" });
      expect(await store.plugins.get("p", "k\0")).toBeUndefined();
    });
  });
}
