import { LiteralIndex } from "../protocol/literal-index.ts";
import { compilePattern, foldText, type Match, type Pattern } from "./pattern.ts";

/** What a rule is asked about. */
export type Judged = "message" | "private" | "nick" | "topic" | "part" | "quit" | "realname" | "away";

/** What makes a rule: what it looks for, and where. */
export interface RuleLike {
  readonly name: string;
  readonly what: readonly Judged[];
  readonly match: Match;
}

// Each of them is tried on every text.
const MOST_UNINDEXED = 50;

interface Ready<R> {
  readonly rule: R;
  readonly pattern: Pattern;
}

/** Rules in force, indexed together: a text that no rule is about costs hardly more than one. */
export class RuleSet<R extends RuleLike> {
  readonly #index: ReadonlyMap<Judged, LiteralIndex<Ready<R>>>;
  readonly #unindexed: readonly Ready<R>[];
  readonly size: number;

  /** Throws an Error that names the rule that cannot be, and why. */
  constructor(rules: readonly R[]) {
    const ready = rules.map((rule) => ({ rule, pattern: patternOf(rule) }));
    this.size = rules.length;
    this.#unindexed = ready.filter(({ pattern }) => pattern.literal === undefined);
    if (this.#unindexed.length > MOST_UNINDEXED) throw tooMany(this.#unindexed);
    this.#index = indexed(ready);
  }

  /** Every rule that matches. */
  matching(what: Judged, text: string): readonly R[] {
    if (this.size === 0) return [];
    const folded = foldText(text);
    const hits = new Set<R>();
    for (const { rule, pattern } of this.#unindexed) {
      if (rule.what.includes(what) && pattern.matches(folded)) hits.add(rule);
    }
    this.#index.get(what)?.find(folded, ({ rule, pattern }) => {
      if (!hits.has(rule) && pattern.matches(folded)) hits.add(rule);
      return false;
    });
    return [...hits];
  }
}

function patternOf(rule: RuleLike): Pattern {
  try {
    return compilePattern(rule.match);
  } catch (cause) {
    throw new Error(`${rule.name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function tooMany(unindexed: readonly Ready<RuleLike>[]): Error {
  const { rule } = unindexed[MOST_UNINDEXED] ?? {};
  return new Error(
    `${rule?.name}: only ${MOST_UNINDEXED} rules may do without three letters in a row that have to be there`,
  );
}

function indexed<R extends RuleLike>(
  ready: readonly Ready<R>[],
): ReadonlyMap<Judged, LiteralIndex<Ready<R>>> {
  const byWhat = new Map<Judged, LiteralIndex<Ready<R>>>();
  for (const one of ready) {
    const { literal } = one.pattern;
    if (literal === undefined) continue;
    for (const what of one.rule.what) {
      const index = byWhat.get(what) ?? new LiteralIndex();
      index.add(literal, one);
      byWhat.set(what, index);
    }
  }
  return byWhat;
}
