import { describe, expect, test } from "vitest";
import type { Edge, Span } from "../../../src/store/port/messages.ts";
import type { Store } from "../../../src/store/store.ts";
import { message, type OpenStore, record, told } from "./rows.ts";

/** What holds for what was said: recording and pages. */
export function describeMessages(open: OpenStore): void {
  describe("recording", () => {
    test("keeps a message as it was", async () => {
      const store = await open();
      const said = message(2 ** 31 + 7, "Hé\tllo \u{1f600} \u0001ACTION\u0001", {
        n: 2 ** 31 + 1,
        at: 2 ** 43,
        account: undefined,
        payload: { tags: "+reply=x", lines: [{ text: "a", concat: true }] },
      });
      expect(await record(store, said)).toBe(1);
      expect(await store.messages.find("#a", said.id)).toEqual(told(said));
      expect(await store.messages.find("#b", said.id)).toBeUndefined();
      expect(await store.messages.cursor()).toBe(2 ** 31 + 7);
    });

    test("goes as far as whole numbers do", async () => {
      const store = await open();
      const far = message(Number.MAX_SAFE_INTEGER, "far", { at: Number.MAX_SAFE_INTEGER, n: 0 });
      await record(store, message(1), far);
      expect(await store.messages.cursor()).toBe(Number.MAX_SAFE_INTEGER);
      expect(await store.messages.page("#a", { type: "latest" }, 1)).toEqual([told(far)]);
    });

    test("of the same entries again changes nothing", async () => {
      const store = await open();
      const said = [message(1), message(2), message(2, "another", { id: "m2-1", n: 1 })];
      expect(await record(store, ...said)).toBe(3);
      expect(await record(store, ...said)).toBe(0);
      expect(await record(store, ...said, message(3))).toBe(1);
      expect(await ids(store, { type: "latest" })).toEqual(["m1", "m2", "m2-1", "m3"]);
      expect(await store.messages.cursor()).toBe(3);
    });

    test("counts what there is", async () => {
      const store = await open();
      expect(await store.messages.count()).toBe(0);
      await record(store, message(1), message(2), message(2, "another", { id: "m2-1", n: 1 }));
      await store.messages.redact("#a", "m1");
      expect(await store.messages.count()).toBe(2);
      expect(store.waiting).toBe(0);
    });

    test("brings nothing back that was taken out", async () => {
      const store = await open();
      await record(store, message(1), message(2));
      await store.messages.redact("#a", "m1");
      expect(await record(store, message(1), message(2))).toBe(0);
      expect(await ids(store, { type: "latest" })).toEqual(["m2"]);
    });

    test("takes a msgid once", async () => {
      const store = await open();
      await record(store, message(1, "first"));
      expect(await record(store, message(2, "second", { id: "m1", target: "#b" }))).toBe(0);
      expect((await store.messages.find("#a", "m1"))?.text).toBe("first");
      expect(await store.messages.cursor()).toBe(2);
    });

    test("moves the cursor without messages, and never back", async () => {
      const { messages } = await open();
      expect(await messages.cursor()).toBe(0);
      await messages.record([], 7);
      await messages.record([], 5);
      expect(await messages.cursor()).toBe(7);
    });

    test("keeps the order of what is recorded at once", async () => {
      const store = await open();
      await Promise.all(Array.from({ length: 50 }, (_, place) => record(store, message(place + 1))));
      const expected = Array.from({ length: 50 }, (_, place) => `m${place + 1}`);
      expect(await ids(store, { type: "latest" }, 99)).toEqual(expected);
    });
  });

  describe("pages", () => {
    // m1 … m9 at 10 … 90, with something else in between.
    const opened = async () => {
      const store = await open();
      for (let seq = 1; seq <= 9; seq++)
        await record(store, message(seq), message(seq, "x", { id: `o${seq}`, target: "#other", n: 1 }));
      return store;
    };
    const at = (time: number): Edge => ({ at: time });
    const id = (msgid: string): Edge => ({ id: msgid });

    test.each<[string, Span, number, string]>([
      ["latest", { type: "latest" }, 3, "m7 m8 m9"],
      ["latest, of all", { type: "latest" }, 99, "m1 m2 m3 m4 m5 m6 m7 m8 m9"],
      ["latest after a message", { type: "latest", after: id("m7") }, 3, "m8 m9"],
      ["latest after a time", { type: "latest", after: at(50) }, 3, "m7 m8 m9"],
      ["before a message", { type: "before", edge: id("m5") }, 3, "m2 m3 m4"],
      ["before the first", { type: "before", edge: id("m1") }, 3, ""],
      ["before a time", { type: "before", edge: at(50) }, 3, "m2 m3 m4"],
      ["before a time between", { type: "before", edge: at(51) }, 3, "m3 m4 m5"],
      ["before all time", { type: "before", edge: at(0) }, 3, ""],
      ["before the end of time", { type: "before", edge: at(2 ** 52) }, 3, "m7 m8 m9"],
      ["after a message", { type: "after", edge: id("m5") }, 3, "m6 m7 m8"],
      ["after the last", { type: "after", edge: id("m9") }, 3, ""],
      ["after a time", { type: "after", edge: at(50) }, 3, "m6 m7 m8"],
      ["after a time between", { type: "after", edge: at(49) }, 3, "m5 m6 m7"],
      ["after all time", { type: "after", edge: at(-5) }, 2, "m1 m2"],
      ["around a message", { type: "around", edge: id("m5") }, 3, "m4 m5 m6"],
      ["around a message, of four", { type: "around", edge: id("m5") }, 4, "m3 m4 m5 m6"],
      ["around the first", { type: "around", edge: id("m1") }, 4, "m1 m2"],
      ["around a time", { type: "around", edge: at(45) }, 4, "m3 m4 m5 m6"],
      ["around the end", { type: "around", edge: at(999) }, 4, "m8 m9"],
      ["around, one", { type: "around", edge: id("m5") }, 1, "m5"],
      ["between messages", { type: "between", from: id("m3"), to: id("m8") }, 3, "m4 m5 m6"],
      ["between messages, backwards", { type: "between", from: id("m8"), to: id("m3") }, 3, "m5 m6 m7"],
      ["between times", { type: "between", from: at(30), to: at(80) }, 9, "m4 m5 m6 m7"],
      ["between times, backwards", { type: "between", from: at(80), to: at(30) }, 2, "m6 m7"],
      ["between a time and a message", { type: "between", from: at(35), to: id("m6") }, 9, "m4 m5"],
      ["between one and itself", { type: "between", from: id("m3"), to: id("m3") }, 9, ""],
      ["nothing", { type: "latest" }, 0, ""],
    ])("%s", async (_name, span, limit, expected) => {
      expect((await ids(await opened(), span, limit)).join(" ")).toBe(expected);
    });

    test.each<[string, Span]>([
      ["nobody's", { type: "before", edge: id("nobody's") }],
      ["another target's", { type: "around", edge: id("o5") }],
      ["hostile", { type: "after", edge: id("m1' OR '1'='1") }],
      ["one of two", { type: "between", from: at(1), to: id("%") }],
    ])("are not there for an id that is %s", async (_name, span) => {
      expect(await (await opened()).messages.page("#a", span, 9)).toBeUndefined();
    });

    test("are empty where nothing was said", async () => {
      const store = await opened();
      expect(await store.messages.page("#empty", { type: "latest" }, 9)).toEqual([]);
      expect(await store.messages.page("#empty", { type: "before", edge: at(5) }, 9)).toEqual([]);
      expect(await store.messages.page("#empty", { type: "before", edge: id("m1") }, 9)).toBeUndefined();
    });

    test("have only what the filter lets through", async () => {
      const store = await opened();
      await record(store, message(10, "", { kind: "JOIN" }), message(11));
      const page = (filter: object, limit = 3) =>
        store.messages.page("#a", { type: "latest" }, limit, filter);
      const names = async (filter: object) => (await page(filter))?.map((row) => row.id).join(" ");
      expect(await names({ kinds: ["PRIVMSG"] })).toBe("m8 m9 m11");
      expect(await names({ kinds: ["JOIN"] })).toBe("m10");
      expect(await names({ kinds: [] })).toBe("");
      expect(await names({ since: 100 })).toBe("m10 m11");
    });

    test("go by the place in the log where the time is the same", async () => {
      const store = await open();
      for (const [seq, n] of [
        [1, 1],
        [1, 0],
        [2, 0],
        [2, 1],
      ] as const)
        await store.messages.record([message(seq, "x", { id: `${seq}-${n}`, n, at: 5 })], 0);
      expect(await ids(store, { type: "latest" })).toEqual(["1-0", "1-1", "2-0", "2-1"]);
      expect(await ids(store, { type: "after", edge: id("1-1") })).toEqual(["2-0", "2-1"]);
      expect(await ids(store, { type: "before", edge: id("2-0") })).toEqual(["1-0", "1-1"]);
      expect(await ids(store, { type: "after", edge: at(4) }, 1)).toEqual(["1-0"]);
    });
  });

  describe("targets", () => {
    const opened = async () => {
      const store = await open();
      await record(
        store,
        message(1, "x", { target: "#a" }),
        message(2, "x", { target: "#b" }),
        message(3, "x", { target: "alice bob", parties: ["alice", "bob"] }),
        message(4, "x", { target: "bob carol", parties: ["bob", "carol"] }),
        message(5, "", { target: "#a", kind: "JOIN" }),
      );
      return store;
    };
    const all = { from: 0, to: 1000, limit: 9 };

    test("have the time of their latest message, the latest first", async () => {
      const { messages } = await opened();
      expect(await messages.targets({ ...all, targets: ["#a", "#b", "#none"], party: "alice" })).toEqual([
        { target: "#a", at: 50 },
        { target: "alice bob", at: 30 },
        { target: "#b", at: 20 },
      ]);
    });

    test("are those whose latest message lies between the two times", async () => {
      const { messages } = await opened();
      const keys = async (query: object) =>
        (await messages.targets({ ...all, targets: ["#a", "#b"], ...query })).map(({ target }) => target);
      expect(await keys({ from: 20 })).toEqual(["#a"]);
      expect(await keys({ to: 50 })).toEqual(["#b"]);
      expect(await keys({ kinds: ["PRIVMSG"] })).toEqual(["#b", "#a"]);
      expect(await keys({ limit: 1 })).toEqual(["#a"]);
      expect(await keys({ targets: [] })).toEqual([]);
      expect(await keys({ targets: [], party: "carol" })).toEqual(["bob carol"]);
      expect(await keys({ targets: [], party: "%" })).toEqual([]);
    });

    test("may be a thousand and more", async () => {
      const { messages } = await opened();
      const many = Array.from({ length: 1200 }, (_, place) => `#x${place}`);
      expect(await messages.targets({ ...all, targets: [...many, "#b"] })).toEqual([
        { target: "#b", at: 20 },
      ]);
    });
  });
}

/** The ids on a page of #a. */
async function ids(store: Store, span: Span, limit = 9): Promise<readonly string[]> {
  return ((await store.messages.page("#a", span, limit)) ?? []).map((row) => row.id);
}
