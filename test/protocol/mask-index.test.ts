import fc from "fast-check";
import { expect, test } from "vitest";
import { MaskIndex } from "../../src/protocol/mask-index.ts";
import { matchGlob } from "../../src/protocol/masks.ts";

function matching(index: MaskIndex<string>, text: string): readonly string[] {
  const hits = new Set<string>();
  index.find(text, (value) => {
    hits.add(value);
    return false;
  });
  return [...hits].sort();
}

function indexOf(masks: readonly string[]): MaskIndex<string> {
  const index = new MaskIndex<string>();
  for (const mask of masks) index.add(mask, mask);
  return index;
}

const letter = fc.constantFrom("a", "b", "*", "?", "\\", "@");
const mask = fc.array(letter, { minLength: 1, maxLength: 9 }).map((all) => all.join(""));
const text = fc.array(fc.constantFrom("a", "b", "@", "*"), { maxLength: 12 }).map((all) => all.join(""));

test("gives the masks that match, each tried alone", () => {
  fc.assert(
    fc.property(fc.uniqueArray(mask), text, (masks, said) => {
      const expected = masks.filter((one) => matchGlob(one, said)).sort();
      expect(matching(indexOf(masks), said)).toEqual(expected);
    }),
  );
});

test("forgets what is taken out", () => {
  fc.assert(
    fc.property(fc.uniqueArray(mask, { minLength: 2 }), text, ([gone = "", ...masks], said) => {
      const index = indexOf([...masks, gone]);
      index.remove(gone, gone);
      expect(matching(index, said)).toEqual(masks.filter((one) => matchGlob(one, said)).sort());
    }),
  );
});

test("two may stand under one mask", () => {
  const index = new MaskIndex<string>();
  for (const value of ["x", "y"]) for (const one of ["*@spam.example", "plain"]) index.add(one, value);
  expect(matching(index, "me@spam.example")).toEqual(["x", "y"]);
  index.remove("*@spam.example", "x");
  index.remove("plain", "y");
  expect(matching(index, "me@spam.example")).toEqual(["y"]);
  expect(matching(index, "plain")).toEqual(["x"]);
});

test("counts those that are tried on every text", () => {
  expect(indexOf(["*", "a*", "?@?", "*abc*", "plain"]).untold).toBe(3);
});
