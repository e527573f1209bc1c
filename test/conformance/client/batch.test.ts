import { expect, test } from "vitest";
import { oneBatch } from "../../../conformance/client/batch.ts";
import { parseLine } from "../../../conformance/client/line.ts";
import { Lines } from "../../../conformance/client/lines.ts";

const open = "@label=x :s BATCH +1 chat";
const inside = "@batch=1 :s 301 me you :gone";
const close = ":s BATCH -1";
const lines = (...texts: readonly string[]) => new Lines(texts.map((text) => parseLine(Buffer.from(text))));

test("a batch has what is tagged with its reference, and nothing else", () => {
  const batch = oneBatch(lines(open, inside, ":s 302 me", "@batch=2 :s 303 me", close), "chat");
  expect([batch.ref, batch.open.tags]).toEqual(["1", "label=x"]);
  expect(batch.inside.map((line) => line.command)).toEqual(["301"]);
});

test("a batch that is of another type, or not closed, or closed before it is opened, is none", () => {
  expect(() => oneBatch(lines(open, inside, close), "other")).toThrow(/expected BATCH/);
  expect(() => oneBatch(lines(open, inside), "chat")).toThrow(/expected BATCH -1 once/);
  expect(() => oneBatch(lines(close, open), "chat")).toThrow(/outside/);
});

test("a line of the batch before its beginning or after its end is a failure", () => {
  expect(() => oneBatch(lines(inside, open, close), "chat")).toThrow(/outside/);
  expect(() => oneBatch(lines(open, close, inside), "chat")).toThrow(/outside/);
});
