import fc from "fast-check";
import { expect, test } from "vitest";
import { saslPrep } from "../../src/accounts/sasl-prep.ts";

// RFC 4013 3, and what follows from its tables.
test.each([
  ["I\u00adX", "IX"],
  ["user", "user"],
  ["USER", "USER"],
  ["\u00aa", "a"],
  ["\u2168", "IX"],
  ["one\u00a0two\u3000three", "one two three"],
  ["\u200bx", " x"],
  ["a\u200db\ufe0fc\ufeff", "abc"],
  ["Zoe\u0301", "Zoé"],
  ["ﬁ", "fi"],
  ["👍", "👍"],
])("%j is %j", (text, prepared) => {
  expect(saslPrep(text)).toBe(prepared);
});

test.each([
  ["nothing", ""],
  ["only what is mapped to nothing", "\u00ad\u200d"],
  ["a control character", "\u0007"],
  ["NUL", "a\0b"],
  ["DEL", "a\x7f"],
  ["C1", "a\u0085"],
  ["a line separator", "a\u2028"],
  ["private use", "\ue000"],
  ["private use beyond the plane", "\u{10fffd}"],
  ["a non-character", "\ufdd0"],
  ["a non-character at a plane's end", "\u{1fffe}"],
  ["half of a pair", "\ud800"],
  ["a replacement character", "\ufffd"],
  ["an ideographic description", "\u2ff0"],
  ["an override of direction", "\u202e"],
  ["a tag", "\u{e0041}"],
])("%s is prohibited", (_, text) => {
  expect(saslPrep(text)).toBeUndefined();
});

test("any text is prepared or prohibited, and a prepared one prepares to itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const prepared = saslPrep(text);
      if (prepared !== undefined) expect(saslPrep(prepared)).toBe(prepared);
    }),
    { numRuns: 2_000 },
  );
});
