import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatHostmask, matchGlob, matchHostmask, normalizeHostmask } from "../../src/protocol/masks.ts";

describe("matchGlob", () => {
  it.each<[string, string, boolean]>([
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["a*c", "ac", true],
    ["a*c", "abbbc", true],
    ["a*c", "abbbd", false],
    ["*!*@*.example.org", "nick!user@host.example.org", true],
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["a\\*", "a*", true],
    ["a\\*", "ab", false],
    ["a\\?", "ab", false],
    ["a\\b!*", "a\\b!x", true],
    ["a\\", "a\\", true],
    ["?", "😀", true],
    ["??", "😀", false],
    ["*😀?", "a😀😀", true],
    ["A", "a", false],
  ])("%j on %j is %s", (mask, text, matches) => {
    expect(matchGlob(mask, text)).toBe(matches);
  });

  it("agrees with a naive matcher", () => {
    const mask = fc.string({ unit: fc.constantFrom(..."aab*?\\😀"), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom(..."aab*?\\😀"), maxLength: 8 });
    fc.assert(
      fc.property(mask, text, (pattern, subject) => {
        expect(matchGlob(pattern, subject)).toBe(naive([...pattern], [...subject]));
      }),
      { numRuns: 3000 },
    );
  });

  it("is done at once with masks that make others backtrack for ever", () => {
    const text = "a".repeat(20_000);
    expect(matchGlob(`${"*a".repeat(1_000)}*b`, text)).toBe(false);
    expect(matchGlob(`${"*".repeat(20_000)}b`, text)).toBe(false);
    expect(matchGlob(`${"*a".repeat(1_000)}*`, text)).toBe(true);
  });
});

describe("matchHostmask", () => {
  it("matches the whole mask on each host, part by part", () => {
    const word = fc.string({ unit: fc.constantFrom(..."ab\\😀"), maxLength: 4 });
    const mask = fc.string({ unit: fc.constantFrom(..."aab*?\\!@😀"), maxLength: 10 });
    const masks = fc.oneof(mask, mask.map(normalizeHostmask));
    fc.assert(
      fc.property(masks, word, word, fc.array(word, { maxLength: 3 }), (pattern, nick, user, hosts) => {
        const whole = hosts.some((host) => matchGlob(pattern, formatHostmask(nick, user, host)));
        expect(matchHostmask(pattern, { nick, user, hosts })).toBe(whole);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("normalizeHostmask", () => {
  it.each([
    ["nick", "nick!*@*"],
    ["*", "*!*@*"],
    ["", "*!*@*"],
    ["host.name", "*!*@host.name"],
    ["::1", "*!*@::1"],
    ["user/alice", "*!*@user/alice"],
    ["user@host", "*!user@host"],
    ["@host", "*!*@host"],
    ["nick!user", "nick!user@*"],
    ["nick!", "nick!*@*"],
    ["nick!user@host", "nick!user@host"],
    ["nick!@", "nick!*@*"],
    ["n***k!**@***", "n*k!*@*"],
    ["n\\***!*@*", "n\\**!*@*"],
  ])("makes %j %j", (mask, normal) => {
    expect(normalizeHostmask(mask)).toBe(normal);
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."a.:/!@*?\\"), maxLength: 12 }), (mask) => {
        const once = normalizeHostmask(mask);
        expect(normalizeHostmask(once)).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("formatHostmask", () => {
  it("joins nick, user and host", () => {
    expect(formatHostmask("a", "b", "c")).toBe("a!b@c");
  });
});

function naive([head, ...mask]: readonly string[], text: readonly string[]): boolean {
  if (head === undefined) return text.length === 0;
  if (head === "*") return naive(mask, text) || (text.length > 0 && naive([head, ...mask], text.slice(1)));
  if (text.length === 0) return false;
  if (head === "?") return naive(mask, text.slice(1));
  const [next, ...rest] = mask;
  if (head === "\\" && (next === "*" || next === "?")) return next === text[0] && naive(rest, text.slice(1));
  return head === text[0] && naive(mask, text.slice(1));
}
