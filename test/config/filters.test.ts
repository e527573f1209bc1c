import { describe, expect, test } from "vitest";
import { ConfigError } from "../../src/config/config-error.ts";
import { loadConfig } from "../../src/config/load.ts";
import { LiveConfig } from "../../src/node/live-config.ts";

/** What is wrong with a configuration, be it found by its check or by who uses it. */
function problemsOf(text: string): readonly string[] {
  try {
    new LiveConfig(loadConfig({ file: "ircd.yaml", text }));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}

const withRule = (keys: string) =>
  problemsOf(`network: Test\nfilters:\n  rules:\n    - { name: r, ${keys} }\n`);

describe("a bad rule is named by its line and key", () => {
  test.each([
    ["match: { regex: '(a' }", "match", /r: .*missing closing/],
    ["match: { regex: 'a*' }", "match", /r: It matches the empty text/],
    ["match: { word: '\u200b\u00ad' }", "match", /r: There is nothing to look for/],
    ["match: { word: a, glob: b }", "match", /must have one of word, literal, glob and regex/],
    ["match: {}", "match", /must have one of/],
    ["match: { word: a }, action: kick", "action", /kick is for what: message, topic/],
    ["match: { word: a }, what: [nick], action: hold", "action", /hold is for what: message, private/],
    ["match: { word: a }, optIn: true", "optIn", /is for what: message, topic, part/],
    ["match: { regex: a }, lookalikes: true", "lookalikes", /word, literal and glob only/],
    ["match: { word: a }, action: burn", "action", /must be one of pass, tag, .*, not "burn"/],
    ["match: { word: a }, what: []", "what", /must name at least one/],
    ["match: { word: a }, acton: tag", "acton", /did you mean action/],
  ])("%s", (keys, key, message) => {
    const [line = ""] = withRule(keys);
    expect(line).toMatch(new RegExp(`^ircd\\.yaml:4:\\d+: filters\\.rules\\[0\\]\\.${key}: `));
    expect(line).toMatch(message);
  });

  test("a pattern of 100 kB is refused before anything is made of it", () => {
    const [line = "", ...others] = withRule(`match: { regex: '${"a?".repeat(50_000)}' }`);
    expect([line.includes("match.regex: must be at most 400 characters long"), others]).toEqual([true, []]);
    expect(line.length).toBeLessThan(200);
  });

  test("an expression that would need memory without end is refused", () => {
    expect(withRule("match: { regex: '((((a{100}){100}){100}){100}){100}' }")).toHaveLength(1);
  });

  test("two of one name", () => {
    const rule = "{ name: r, match: { word: spam } }";
    expect(problemsOf(`filters: { rules: [${rule},\n ${rule}] }`)).toEqual([
      expect.stringMatching(/^ircd\.yaml:2:\d+: filters\.rules\[1\]\.name: r is a name that is taken$/),
    ]);
  });

  test("more than 50 without three letters that have to be there: the first that is too many", () => {
    const rules = Array.from(
      { length: 51 },
      (_, index) => `  - { name: r${index}, match: { regex: '[a${index}]' } }`,
    );
    expect(problemsOf(`filters:\n rules:\n${rules.join("\n")}`)).toEqual([
      expect.stringMatching(/^ircd\.yaml:53:\d+: filters\.rules\[50\]\.match: r50: only 50 rules/),
    ]);
  });
});

test("without the section nothing is filtered", () => {
  expect(loadConfig().filters.rules).toEqual([]);
});
