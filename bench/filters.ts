import type { Match } from "../src/moderation/pattern.ts";
import { RuleSet } from "../src/moderation/rule-set.ts";
import { cpuOfEach, type Measured } from "./figures.ts";
import { commonWord, dice, rareWord, sentences } from "./sentences.ts";

const PLAIN_RULES = 10_000;
const EXPRESSIONS = 1_000;
const MESSAGES = 20_000;
const ROUNDS = 7;

/** What filters cost on messages that hit none; `scale` makes the rules fewer or more. */
export const filterScenarios: Readonly<Record<string, (scale: number) => Promise<Measured>>> = {
  "filters: word, literal, glob": async (scale) => measure(plainRules(PLAIN_RULES * scale)),
  "filters: the same, look-alikes folded": async (scale) => measure(plainRules(PLAIN_RULES * scale), true),
  "filters: RE2 with a literal": async (scale) => measure(expressions(EXPRESSIONS * scale)),
  "filters: all together": async (scale) =>
    measure([...plainRules(PLAIN_RULES * scale), ...expressions(EXPRESSIONS * scale)]),
  "filters: 50 RE2 without a literal": async () => measure(unindexed()),
};

/** Words, pieces and globs in equal parts; every third has a word beside it that everybody writes. */
function plainRules(count: number): readonly Match[] {
  const roll = dice(7);
  return Array.from({ length: Math.round(count) }, (_, index) => {
    const rare = rareWord(roll);
    const text = index % 3 === 0 ? `${commonWord(roll)} ${rare}` : rare;
    if (index % 3 === 1) return { word: text };
    return index % 3 === 2 ? { literal: text } : { glob: `*${text}*${commonWord(roll)}*` };
  });
}

function expressions(count: number): readonly Match[] {
  const roll = dice(11);
  const shapes = [
    (rare: string) => `\\b${rare}s?\\b`,
    (rare: string) => `https?://(?:www\\.)?${rare}\\.(?:com|net|org)/[a-z0-9]+`,
    (rare: string) => `(?:buy|get) +(?:cheap +)?${rare}[0-9]*`,
    (rare: string) => `^${commonWord(roll)} .*${rare}+$`,
  ];
  return Array.from({ length: Math.round(count) }, (_, index) => ({
    regex: shapes[index % shapes.length]?.(rareWord(roll)) ?? "",
  }));
}

function unindexed(): readonly Match[] {
  return Array.from({ length: 50 }, (_, index) => ({ regex: `[xyz]{3}[0-9]{${(index % 9) + 1}}$` }));
}

async function measure(matches: readonly Match[], lookalikes = false): Promise<Measured> {
  const rules = matches.map(
    (match, index) => ({ name: `r${index}`, what: ["message"], match, lookalikes }) as const,
  );
  const begun = performance.now();
  const set = new RuleSet(rules);
  const compiled = performance.now() - begun;
  const messages = sentences(MESSAGES);
  let hits = 0;
  const cpu = cpuOfEach(messages.length, ROUNDS, () => {
    for (const message of messages) hits += set.matching("message", message).length;
  });
  return {
    figures: {
      rules: rules.length,
      "CPU µs per message": cpu,
      "ready in ms": compiled,
    },
    // None of the sentences has such a word in it.
    faults: hits,
  };
}
