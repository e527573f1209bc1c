import { expect, test } from "vitest";
import type { Call, Outcome } from "../../../src/store/sqlite/wire.ts";
import { WriteQueue } from "../../../src/store/sqlite/write-queue.ts";
import { StoreError, type StoreEvent } from "../../../src/store/store.ts";

const limits = {
  ...{ flushAfter: 1, flushRows: 3, mostRows: 100, mostFacts: 2, patience: 1000 },
  ...{ firstRetry: 1, longestRetry: 1, closePatience: 1000 },
};
const call = (method: string): Call => ({ area: "messages", method, args: [] });

/** A queue before a database that says each batch it is given, and fails as often as there are errors. */
function queueBefore(errors: unknown[] = [], other: Partial<typeof limits> = {}) {
  const batches: string[] = [];
  const events: StoreEvent[] = [];
  const writer = {
    isGone: false,
    async write(calls: readonly Call[]): Promise<readonly Outcome[]> {
      batches.push(calls.map(({ method }) => method).join(" "));
      const error = errors.shift();
      if (error !== undefined) throw error;
      return calls.map(({ method }) => ({ ok: true, value: method }));
    },
  };
  const queue = new WriteQueue(writer, { ...limits, ...other }, (event) => events.push(event));
  return { queue, batches, events, writer };
}

test("what is written in one turn is one transaction, as far as it may be one", async () => {
  const { queue, batches } = queueBefore();
  await Promise.all(["a", "b", "c", "d"].map((name) => queue.write("history", call(name))));
  expect(batches).toEqual(["a b c", "d"]);
});

test("facts go first, and what concerns history stays in its order", async () => {
  const { queue, batches } = queueBefore();
  const write = (kind: "fact" | "history" | "turn", name: string) => queue.write(kind, call(name));
  const ends = [write("history", "h1"), write("turn", "t"), write("history", "h2"), write("fact", "f")];
  expect(await Promise.all(ends)).toEqual(["h1", "t", "h2", "f"]);
  expect(batches.join(" ")).toBe("f h1 t h2");
});

test("more facts than may wait are refused", async () => {
  const { queue } = queueBefore();
  const ends = await Promise.allSettled(["a", "b", "c"].map((name) => queue.write("fact", call(name))));
  expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
});

test("what fails for now is tried again, what fails for good is not", async () => {
  const { queue, batches, events } = queueBefore([
    new StoreError("FULL", "no room"),
    new StoreError("CORRUPT", "x"),
  ]);
  await expect(queue.write("history", call("a"))).rejects.toMatchObject({ code: "CORRUPT" });
  expect(await queue.write("history", call("b"))).toBe("b");
  expect(batches).toEqual(["a", "a", "b"]);
  expect(events.map(({ type }) => type)).toEqual(["trouble", "recovered"]);
});

test("nothing waits for a database that is gone", async () => {
  const { queue, writer } = queueBefore([new StoreError("UNAVAILABLE", "gone")]);
  const writes = Promise.allSettled(
    ["a", "b", "c", "d", "e"].map((name) => queue.write("history", call(name))),
  );
  writer.isGone = true;
  expect((await writes).map(({ status }) => status)).toEqual(Array(5).fill("rejected"));
  await expect(queue.write("fact", call("f"))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(await queue.close()).toBe(5);
});
