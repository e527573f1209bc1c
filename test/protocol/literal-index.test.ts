import fc from "fast-check";
import { expect, test } from "vitest";
import { LiteralIndex } from "../../src/protocol/literal-index.ts";

function found(literals: readonly string[], text: string): readonly string[] {
  const hits = new Set<string>();
  const index = new LiteralIndex<string>();
  for (const literal of literals) index.add(literal, literal);
  index.find(text, (value) => {
    hits.add(value);
    return false;
  });
  return [...hits].sort();
}

test("finds what is at the beginning, in the middle, at the end, and all of it", () => {
  const literals = ["abc", "abcd", "bcde", "spam", "x y"];
  expect(found(literals, "abcd")).toEqual(["abc", "abcd"]);
  expect(found(literals, "no spam")).toEqual(["spam"]);
  expect(found(literals, "spamabcde x y")).toEqual(["abc", "abcd", "bcde", "spam", "x y"]);
  expect(found(literals, "ab cd")).toEqual([]);
  expect(found(literals, "")).toEqual([]);
});

test("finds what a plain search finds, whatever the literals and the text", () => {
  const letters = fc.constantFrom("a", "b", "é", "😀");
  const text = (min: number, max: number) =>
    fc.array(letters, { minLength: min, maxLength: max }).map((all) => all.join(""));
  fc.assert(
    fc.property(fc.uniqueArray(text(3, 8)), text(0, 30), (literals, said) => {
      expect(found(literals, said)).toEqual(literals.filter((literal) => said.includes(literal)).sort());
    }),
  );
});

test("ends when it is told to", () => {
  let calls = 0;
  const index = new LiteralIndex<number>();
  index.add("spam", 1);
  expect(index.find("spam spam", () => ++calls > 0)).toBe(true);
  expect(calls).toBe(1);
});

test("finds no more what was taken out, and only that", () => {
  const index = new LiteralIndex<number>();
  for (const [literal, value] of [
    ["spam", 1],
    ["spam", 2],
    ["spammer", 3],
    ["abc", 4],
  ] as const)
    index.add(literal, value);
  index.remove("spam", 1);
  index.remove("abc", 4);
  index.remove("never", 5);
  const hits: number[] = [];
  index.find("abc spammer", (value) => {
    hits.push(value);
    return false;
  });
  expect(hits.sort()).toEqual([2, 3]);
});
