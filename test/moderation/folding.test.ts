import { describe, expect, test } from "vitest";
import { spokenText } from "../../src/moderation/folding.ts";
import type { Match } from "../../src/moderation/pattern.ts";
import { RuleSet } from "../../src/moderation/rule-set.ts";

const finds = (match: Match, text: string, lookalikes = false) =>
  new RuleSet([{ name: "r", what: ["message"], match, lookalikes }]).matching("message", text).length > 0;

describe("what nobody sees hides no word", () => {
  test.each([
    ["zero width space and joiners", "s\u200bp\u200ca\u200d\u2060m"],
    ["soft hyphen", "sp\u00adam"],
    ["marks of direction", "\u202esp\u2066am"],
    ["byte order mark", "sp\ufeffam"],
    ["selectors of variants", "sp\ufe0fa\u{e0101}m"],
    ["tags beyond the BMP", "sp\u{e0061}am"],
    ["Hangul fillers", "sp\u3164\uffa0am"],
    ["combining grapheme joiner", "sp\u034fam"],
    ["controls", "s\x01p\x07a\x7fm\u0085"],
    ["colours and bold", "s\x0304,12p\x02a\x03m"],
    ["colours by their hexadecimal names", "sp\x04ff0000am"],
    ["full width", "ｓｐａｍ"],
    ["mathematical letters", "𝓈𝓅𝒶𝓂"],
    ["circled letters", "ⓢⓟⓐⓜ"],
    ["capitals", "SpAM"],
  ])("%s", (_, text) => {
    expect([finds({ word: "spam" }, text), finds({ literal: "spam" }, `x${text}`)]).toEqual([true, true]);
    expect(finds({ glob: "*spam*" }, text)).toBe(true);
    expect(finds({ regex: "spam" }, text)).toBe(true);
  });

  test("but tab and line feed part words", () => {
    expect([finds({ literal: "spam" }, "sp\tam"), finds({ literal: "spam" }, "sp\nam")]).toEqual([
      false,
      false,
    ]);
    expect(finds({ word: "spam" }, "no\nspam\nhere")).toBe(true);
  });
});

describe("look-alikes hide a word unless the rule says so", () => {
  test.each([
    ["Cyrillic letters", "ѕраm"],
    ["accents", "spám"],
    ["accents of their own", "spa\u0301m"],
    ["Greek letters", "spαm"],
  ])("%s", (_, text) => {
    expect([finds({ word: "spam" }, text), finds({ word: "spam" }, text, true)]).toEqual([false, true]);
  });

  test("in the rule as in the text, digits and strokes too", () => {
    expect(finds({ word: "сосо" }, "coco", true)).toBe(true);
    expect(finds({ literal: "good coin" }, "g00d c0in", true)).toBe(true);
    expect(finds({ glob: "*modern*" }, "m0dem", true)).toBe(true);
  });
});

describe("the index finds letters beyond ASCII", () => {
  test.each([
    [{ regex: "schöne?s geld" }, "Ein SCHÖNES GELD"],
    [{ regex: "бесплатно+" }, "БЕСПЛАТНОО"],
    [{ regex: "бесплатно" }, "бесплатн\u1c82"],
    [{ word: "бесплатно" }, "бесплатн\u1c82!"],
  ])("%j", (match, text) => {
    expect(finds(match, text)).toBe(true);
  });

  test("so that such rules do not count as those without letters", () => {
    const rules = Array.from({ length: 60 }, (_, index) => ({
      name: `r${index}`,
      what: ["message"] as const,
      match: { regex: `бесплатно[${index}]` },
    }));
    expect(new RuleSet(rules).matching("message", "бесплатно7").map(({ name }) => name)).toContain("r7");
  });
});

test.each([
  ["\x01ACTION buys spam\x01", "buys spam"],
  ["\x01ACTION\x01", ""],
  ["\x01ACTION buys", "buys"],
  ["\x01VERSION\x01", "\x01VERSION\x01"],
  ["hello", "hello"],
])("%j is read as %j", (text, read) => {
  expect(spokenText(text)).toBe(read);
});
