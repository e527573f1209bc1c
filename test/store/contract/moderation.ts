import { describe, expect, test } from "vitest";
import type { OpenStore } from "./rows.ts";

const filter = (name: string, pattern = "spam") => ({ name, action: "block", kind: "word", pattern });
const held = (id: number, account?: string, text = "hi") => ({
  ...{ id, account, message: { text, lines: [{ text }], tags: undefined } },
});
// What has no value is not there when it comes back.
const came = (id: number, account?: string, text = "hi") => ({
  ...{ id, account, message: { text, lines: [{ text }] } },
});

/** What holds for what operators moderate with. */
export function describeModeration(open: OpenStore): void {
  describe("filters", () => {
    test("are listed by name, page by page, the last of a name in place of the one before", async () => {
      const { filters } = await open();
      for (const name of ["c", "a", "b"]) await filters.set(filter(name));
      await filters.set(filter("b", "ham"));
      expect(await filters.list("", 2)).toEqual([filter("a"), filter("b", "ham")]);
      expect(await filters.list("b", 2)).toEqual([filter("c")]);
    });

    test("go one by one", async () => {
      const { filters } = await open();
      await filters.set(filter("a"));
      expect(await filters.remove("b")).toBe(false);
      expect(await filters.remove("a")).toBe(true);
      expect(await filters.list("", 9)).toEqual([]);
    });
  });

  describe("held messages", () => {
    test("are listed by their numbers, page by page, all or those of an account", async () => {
      const { held: messages } = await open();
      for (const row of [held(10, "ann"), held(2), held(9, "bob")]) await messages.put(row);
      await messages.put(held(2, "ann", "again"));
      expect(await messages.list(0, 2)).toEqual([came(2, "ann", "again"), came(9, "bob")]);
      expect(await messages.list(9, 2)).toEqual([came(10, "ann")]);
      expect(await messages.of("ann")).toEqual([came(2, "ann", "again"), came(10, "ann")]);
      expect(await messages.of("nobody")).toEqual([]);
    });

    test("go one by one, and with the account they were said in", async () => {
      const { held: messages, people } = await open();
      for (const row of [held(1, "ann"), held(2), held(3, "ann")]) await messages.put(row);
      expect(await messages.remove(4)).toBe(false);
      expect(await messages.remove(1)).toBe(true);
      expect((await people.record("ann")).held).toEqual([came(3, "ann")]);
      await people.erase("ann", 9);
      expect(await messages.list(0, 9)).toEqual([came(2)]);
    });
  });
}
