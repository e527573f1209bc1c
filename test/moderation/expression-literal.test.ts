import { RE2JS } from "re2js";
import { expect, test } from "vitest";
import { literalOf } from "../../src/moderation/expression-literal.ts";

test.each([
  ["free coins", "free coins"],
  ["^free\\s+coins$", "coins"],
  ["fre+ coins", " coins"],
  ["colou?rs of", "rs of"],
  ["ab{2}cdef", "cdef"],
  ["ab{0,2}cd", "cd"],
  ["x(?:abc|def)yz!", "yz!"],
  ["https?://spam\\.example/", "://spam.example/"],
  ["[abc]def[^]x]gh", "def"],
  ["\\x41bcd\\p{L}ef\\pNghijk", "ghijk"],
  ["(?i)viagra", "viagra"],
  ["a(b(c)d\\)e)fgh", "fgh"],
])("what %s matches has %j in it", (expression, literal) => {
  expect(literalOf(expression)).toBe(literal);
});

test.each(["spam|eggs", "[a-z]+", "(abc)", ".*", "", "\\Qa|b\\E", "a*b?c*"])(
  "nothing is sure of %s",
  (expression) => {
    expect(literalOf(expression)).toBeUndefined();
  },
);

test.each(["ab+cd", "fo(o|u)bar", "a{2,}bcd", "\\$100 now", "x.y.zzz", "a\\[b\\]cd"])(
  "every text %s matches has its literal",
  (expression) => {
    const literal = literalOf(expression) ?? "";
    expect(literal).not.toBe("");
    const texts = ["abbbcd", "foobar", "foubar", "aaabcd", "$100 now", "x1y2zzz", "a[b]cd"];
    const matching = texts.filter((text) => RE2JS.compile(expression).test(text));
    expect(matching.length).toBeGreaterThan(0);
    for (const text of matching) expect(text).toContain(literal);
  },
);
