import { describe, expect, test } from "vitest";
import type { SearchQuery } from "../../../src/store/port/messages.ts";
import type { Store } from "../../../src/store/store.ts";
import { message, type OpenStore, record, told } from "./rows.ts";

/** What holds for finding what was said by its words. */
export function describeSearch(open: OpenStore): void {
  const hits = async (store: Store, words: string, other: Partial<SearchQuery> = {}) => {
    const found = await store.messages.search({ targets: ["#a", "#b"], words, limit: 9, ...other });
    return found.map(({ id }) => id).join(" ");
  };
  const opened = async () => {
    const store = await open();
    await record(
      store,
      message(1, "The quick brown fox"),
      message(2, "the lazy dog; NEAR the fox-hole, 100% sure", { account: "bob", nick: "Bob" }),
      message(3, "straße über grün", { target: "#b" }),
      message(4, "the fox is secret", { target: "#c" }),
      message(5, 'not and or "quoted" near', { target: "#b" }),
      told(message(6, "fox without index")),
      message(7, "t1 t2 body target", { target: "#b" }),
    );
    return store;
  };

  describe("search", () => {
    test("goes from the oldest on if that is asked for, from a time or from the beginning", async () => {
      const store = await opened();
      const oldest = { oldestFirst: true, limit: 1 };
      expect(await hits(store, "fox", oldest)).toBe("m1");
      expect(await hits(store, "fox", { limit: 1 })).toBe("m2");
      expect(await hits(store, "fox", { ...oldest, after: message(1).at })).toBe("m2");
      expect(await hits(store, "fox", { ...oldest, after: message(9).at })).toBe("");
      const { messages } = store;
      const anything = await messages.search({
        targets: ["#b", "#a"],
        ...oldest,
        limit: 3,
        after: message(1).at,
      });
      expect(anything.map(({ id }) => id)).toEqual(["m2", "m3", "m5"]);
    });

    test.each([
      ["fox", "m1 m2"],
      ["the fox", "m1 m2"],
      ["fox the brown", "m1"],
      ["fo", ""],
      ["straße", "m3"],
      ["strasse", ""],
      ["hole", "m2"],
      ["100%", "m2"],
      ["100% sure", "m2"],
      ["secret", ""],
      ["without", ""],
    ])("for %j finds %j: every word as a whole, in these targets", async (words, expected) => {
      expect(await hits(await opened(), words)).toBe(expected);
    });

    test.each([
      ["%", ""],
      ["_", ""],
      ["*", ""],
      ['"', ""],
      ["", ""],
      [" \t\u0001", ""],
      ["()", ""],
      ["fo*", ""],
      ["fo%", ""],
      ["f_x", ""],
      ['"fox', "m1 m2"],
      ['fox"', "m1 m2"],
      ["fox)", "m1 m2"],
      ["^fox", "m1 m2"],
      ["-fox", "m1 m2"],
      ["body:fox", ""],
      ["target:t1", "m7"],
      ["t1", "m7"],
      ["fox NEAR dog", "m2"],
      ["fox near dog", "m2"],
      ["NEAR(fox dog, 5)", ""],
      ["quick OR lazy", ""],
      ["not and or", "m5"],
      ["fox NOT quick", ""],
      ["'; DROP TABLE messages; --", ""],
      ["fox' OR '1'='1", ""],
      ["\ud800", ""],
      ["\u{1f600}", ""],
      ["fox\0dog", "m2"],
    ])("takes %j for the words in it and nothing else", async (words, expected) => {
      expect(await hits(await opened(), words)).toBe(expected);
    });

    test("takes hundreds of words, and hundreds of targets", async () => {
      const store = await opened();
      expect(await hits(store, "fox ".repeat(600))).toBe("m1 m2");
      const targets = ["#a", ...Array.from({ length: 1200 }, (_, place) => `#x${place}`)];
      await record(store, ...targets.slice(1).map((target, at) => message(10 + at, "y", { target })));
      expect(await hits(store, "fox", { targets })).toBe("m1 m2");
    });

    test("is narrowed by who said it and when", async () => {
      const store = await opened();
      expect(await hits(store, "fox", { account: "bob" })).toBe("m2");
      expect(await hits(store, "fox", { nick: "Alice" })).toBe("m1");
      expect(await hits(store, "fox", { after: 10 })).toBe("m2");
      expect(await hits(store, "fox", { before: 20 })).toBe("m1");
      expect(await hits(store, "fox", { targets: [] })).toBe("");
      expect(await hits(store, "fox", { targets: ["#none"] })).toBe("");
    });

    test("gives the newest hits, the oldest of them first", async () => {
      const store = await open();
      await record(store, ...Array.from({ length: 1500 }, (_, at) => message(at + 1, "same word")));
      expect(await hits(store, "word", { limit: 3 })).toBe("m1498 m1499 m1500");
      expect(await hits(store, "word", { limit: 2, before: 15 })).toBe("m1");
    });
  });
}
