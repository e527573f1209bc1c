import { LiteralIndex } from "../protocol/literal-index.ts";
import { type Folding, foldText } from "./folding.ts";
import { compilePattern, type Match, type Pattern } from "./pattern.ts";

/** What a rule is asked about. */
export type Judged = "message" | "private" | "nick" | "topic" | "part" | "quit" | "realname" | "away";

/** What makes a rule: what it looks for, and where. */
export interface RuleLike {
  readonly name: string;
  readonly what: readonly Judged[];
  readonly match: Match;
  /** Whether what looks alike is the same; left out: no. */
  readonly lookalikes?: boolean;
}

/** A rule that cannot be. */
export class UnusableRule extends Error {
  readonly code = "RULE";
  /** Its place among those given. */
  readonly index: number;

  constructor(index: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UnusableRule";
    this.index = index;
  }
}

// Each of them is tried on every text.
const MOST_UNINDEXED = 50;

interface Ready<R> {
  readonly rule: R;
  readonly pattern: Pattern;
  readonly index: number;
}

/** Rules in force, indexed together: a text that no rule is about costs hardly more than one. */
export class RuleSet<R extends RuleLike> {
  readonly #groups: readonly Group<R>[];
  readonly #judged: ReadonlySet<Judged>;
  readonly rules: readonly R[];

  /** Throws an UnusableRule that names the rule that cannot be, and why. */
  constructor(rules: readonly R[]) {
    const ready = rules.map((rule, index) => ({ rule, pattern: patternOf(rule, index), index }));
    const tooMany = ready.filter(({ pattern }) => pattern.literal === undefined)[MOST_UNINDEXED];
    if (tooMany) throw tooManyUnindexed(tooMany);
    this.rules = rules;
    this.#judged = new Set(rules.flatMap(({ what }) => what));
    const foldings = ["plain", "lookalikes"] as const;
    this.#groups = foldings.flatMap((folding) => {
      const some = ready.filter(({ rule }) => foldingOf(rule) === folding);
      return some.length === 0 ? [] : [new Group(folding, some)];
    });
  }

  get size(): number {
    return this.rules.length;
  }

  /** Whether any rule is about this at all. */
  judges(what: Judged): boolean {
    return this.#judged.has(what);
  }

  /** Every rule that matches. */
  matching(what: Judged, text: string): readonly R[] {
    if (!this.judges(what)) return [];
    const hits: R[] = [];
    for (const group of this.#groups) group.find(what, text, hits);
    return hits;
  }
}

/** Rules for which texts are folded in one way. */
class Group<R extends RuleLike> {
  readonly #folding: Folding;
  readonly #index: ReadonlyMap<Judged, LiteralIndex<Ready<R>>>;
  readonly #unindexed: readonly Ready<R>[];

  constructor(folding: Folding, ready: readonly Ready<R>[]) {
    this.#folding = folding;
    this.#unindexed = ready.filter(({ pattern }) => pattern.literal === undefined);
    this.#index = indexed(ready);
  }

  /** Adds the rules that match, each once. */
  find(what: Judged, text: string, hits: R[]): void {
    const folded = foldText(text, this.#folding);
    for (const { rule, pattern } of this.#unindexed) {
      if (rule.what.includes(what) && pattern.matches(folded)) hits.push(rule);
    }
    this.#index.get(what)?.find(folded, ({ rule, pattern }) => {
      if (!hits.includes(rule) && pattern.matches(folded)) hits.push(rule);
      return false;
    });
  }
}

function foldingOf({ lookalikes }: RuleLike): Folding {
  return lookalikes ? "lookalikes" : "plain";
}

function patternOf(rule: RuleLike, index: number): Pattern {
  try {
    return compilePattern(rule.match, foldingOf(rule));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UnusableRule(index, `${rule.name}: ${why}`, { cause });
  }
}

function tooManyUnindexed({ rule, index }: Ready<RuleLike>): UnusableRule {
  const why = `only ${MOST_UNINDEXED} rules may do without three letters in a row that have to be there`;
  return new UnusableRule(index, `${rule.name}: ${why}`);
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
