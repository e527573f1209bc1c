import { describe, expect, test } from "vitest";
import type { Match } from "../../src/moderation/pattern.ts";
import { RuleSet } from "../../src/moderation/rule-set.ts";

const rule = (match: Match, name = "r") => ({ name, what: ["message"], match }) as const;
const matches = (match: Match, text: string) =>
  new RuleSet([rule(match)]).matching("message", text).length > 0;

test.each<[Match, string, boolean]>([
  [{ word: "spam" }, "no spam, please", true],
  [{ word: "spam" }, "SPAM", true],
  [{ word: "spam" }, "spammer", false],
  [{ word: "spam" }, "antispam spam", true],
  [{ word: "spam" }, "ünspam", false],
  [{ word: "ab" }, "so ab it is", true],
  [{ literal: "spam" }, "spammer", true],
  [{ literal: "spam" }, "ｓｐａｍ", true],
  [{ literal: "spam" }, "s\x02p\x0304am", true],
  [{ glob: "*free*coin?" }, "get FREE bitcoins", true],
  [{ glob: "free*" }, "get free coins", false],
  [{ glob: "??" }, "hi", true],
  [{ regex: "fr[e3]+ coins" }, "get FR33 coins now", true],
  [{ regex: "^coins" }, "free coins", false],
  [{ regex: "[0-9]{16}" }, "4111111111111111", true],
])("%j and %j: %s", (match, text, expected) => {
  expect(matches(match, text)).toBe(expected);
});

test("a rule is asked about what it is for", () => {
  const set = new RuleSet([{ name: "nicks", what: ["nick", "realname"], match: { literal: "admin" } }]);
  expect(set.matching("nick", "TheAdmin").map(({ name }) => name)).toEqual(["nicks"]);
  expect(set.matching("message", "the admin")).toEqual([]);
});

test("all rules that match are told, each once", () => {
  const rules = [rule({ literal: "spam" }, "a"), rule({ glob: "*" }, "b"), rule({ word: "eggs" }, "c")];
  const names = new RuleSet(rules).matching("message", "spam spam eggs").map(({ name }) => name);
  expect(names.sort()).toEqual(["a", "b", "c"]);
});

describe("what cannot be is named", () => {
  test("a broken expression", () => {
    expect(() => new RuleSet([rule({ regex: "(a" }, "no-a")])).toThrow(/^no-a: .*missing closing/);
  });

  test("an expression that could be slow is none of RE2", () => {
    expect(() => new RuleSet([rule({ regex: "(a)\\1" }, "back")])).toThrow(/^back: /);
  });

  test("too many that have to be tried on every text", () => {
    const many = Array.from({ length: 51 }, (_, index) => rule({ regex: `[${index}a]+` }, `r${index}`));
    expect(new RuleSet(many.slice(1)).size).toBe(50);
    expect(() => new RuleSet(many)).toThrow(/^r50: only 50 rules/);
  });
});

test("what would take a tracking engine for ever takes no time", () => {
  expect(matches({ regex: "(a+)+$" }, `${"a".repeat(400)}!`)).toBe(false);
});
