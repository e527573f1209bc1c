import type { FilterConfig } from "../config/schema.ts";
import type { Change } from "../world/changes.ts";
import type { World } from "../world/world.ts";
import {
  actionWords,
  type FilterRule,
  filterActions,
  filterRuleOf,
  harder,
  type Penalty,
  ruleWords,
} from "./filter-rule.ts";
import { mentions } from "./mentions.ts";
import { type Author, channelOf, isExempt, type Occasion } from "./occasion.ts";
import type { ReviewLimits } from "./review-queue.ts";
import { type Judged, RuleSet, UnusableRule } from "./rule-set.ts";
import { Scores } from "./scores.ts";

/** Filters ready to be put in force. */
export interface CompiledFilters {
  readonly set: RuleSet<FilterRule>;
  readonly config: FilterConfig;
}

/** Makes filters ready; throws an UnusableRule. */
export function compileFilters(config: FilterConfig): CompiledFilters {
  return { set: new RuleSet(config.rules.map(filterRuleOf)), config };
}

/** How often a rule has matched. */
export interface FilterHits {
  /** When it was in force. */
  readonly live: number;
  /** When it was only tried. */
  readonly dry: number;
}

/** What filters, with how often it has matched. */
export interface FilterCount extends FilterHits {
  readonly name: string;
  /** What it does, about what, and for what it looks. */
  readonly words: string;
}

/** What filters have found. */
export interface Finding {
  readonly occasion: Occasion;
  /** The hardest of what is done about it. */
  readonly penalty: Penalty;
  /** The rules that mark it, should it go through. */
  readonly marks: readonly string[];
}

/** By what name the limit on nicks in one message is counted. */
const HIGHLIGHTS = "highlights";

const noHits: FilterHits = { live: 0, dry: 0 };

/** The filters of this node, what they have caught, and whom: they judge what its own clients say, before it is logged. */
export class Filters {
  readonly #world: World;
  readonly #scores = new Scores();
  readonly #hits = new Map<string, FilterHits>();
  #compiled: CompiledFilters;
  /** Rules that operators have added. */
  #added = new RuleSet<FilterRule>([]);

  constructor(world: World, compiled: CompiledFilters) {
    this.#world = world;
    this.#compiled = compiled;
  }

  /**
   * Puts other filters in force; what was counted under a name that is still there goes on. Gives the names of rules that
   * were added and stand in the configuration now: they are not added besides.
   */
  configure(compiled: CompiledFilters): readonly string[] {
    this.#compiled = compiled;
    const ended = this.#added.rules.map(({ name }) => name).filter((name) => this.isConfigured(name));
    this.#added = new RuleSet(this.#added.rules.filter(({ name }) => !ended.includes(name)));
    const names = new Set(this.counts().map(({ name }) => name));
    for (const name of this.#hits.keys()) if (!names.has(name)) this.#hits.delete(name);
    return ended;
  }

  /** True for a rule that stands in the configuration. */
  isConfigured(name: string): boolean {
    return this.#compiled.set.rules.some((rule) => rule.name === name);
  }

  /** True for a rule that an operator has added. */
  isAdded(name: string): boolean {
    return this.#added.rules.some((rule) => rule.name === name);
  }

  /** What is wrong with one more rule, if it cannot be added. */
  problemOf(rule: FilterRule): string | undefined {
    const set = this.#with(rule);
    return typeof set === "string" ? set : undefined;
  }

  get rules(): readonly FilterRule[] {
    return [...this.#compiled.set.rules, ...this.#added.rules];
  }

  /** Puts one more rule in force, in place of one that was added under its name; says what is wrong with it. */
  add(rule: FilterRule): string | undefined {
    const set = this.#with(rule);
    if (typeof set === "string") return set;
    this.#added = set;
    return undefined;
  }

  #with(rule: FilterRule): RuleSet<FilterRule> | string {
    if (this.isConfigured(rule.name)) return `${rule.name} stands in the configuration`;
    try {
      return new RuleSet([...this.#added.rules.filter(({ name }) => name !== rule.name), rule]);
    } catch (error) {
      if (error instanceof UnusableRule) return error.message;
      throw error;
    }
  }

  /** Ends a rule that was added; false if there is none of that name. */
  remove(name: string): boolean {
    const others = this.#added.rules.filter((rule) => rule.name !== name);
    if (others.length === this.#added.size) return false;
    this.#added = new RuleSet(others);
    this.#hits.delete(name);
    return true;
  }

  /** Users who have a score. */
  get scored(): number {
    return this.#scores.size;
  }

  /** How many messages may wait for review, and for how long. */
  get reviewLimits(): ReviewLimits {
    const { held, hours } = this.#compiled.config.review;
    return { held, ms: hours * 3_600_000 };
  }

  /** True if nothing is filtered at all. */
  get isEmpty(): boolean {
    return this.#compiled.set.size === 0 && this.#added.size === 0 && this.#highlights.nicks === 0;
  }

  /** The rules with what they have caught. */
  counts(): readonly FilterCount[] {
    const { nicks, action, dryRun } = this.#highlights;
    const rules = this.rules.map((rule) => ({
      name: rule.name,
      words: ruleWords(rule),
      ...this.hitsOf(rule.name),
    }));
    if (nicks === 0) return rules;
    const words = `(${actionWords(action, dryRun)}; message): more than ${nicks} nicks`;
    return [...rules, { name: HIGHLIGHTS, words, ...this.hitsOf(HIGHLIGHTS) }];
  }

  /** How often a rule has matched since it is there. */
  hitsOf(name: string): FilterHits {
    return this.#hits.get(name) ?? noHits;
  }

  /** Judges what somebody says or does: each occasion for itself, of which those of a kind have the same texts. */
  judge(author: Author, occasions: readonly Occasion[], now: number): readonly Finding[] {
    const found: Finding[] = [];
    // For many targets one text is looked through once.
    const known = new Map<Judged, readonly FilterRule[]>();
    for (const occasion of occasions) {
      const crowd = this.#judgeCrowd(author, occasion);
      const matching = known.get(occasion.what) ?? this.matching(occasion);
      if (occasions.length > 1) known.set(occasion.what, matching);
      const one = matching.length === 0 ? undefined : this.#judgeOne(author, occasion, matching, now);
      const both = crowd && one ? united(crowd, one) : (crowd ?? one);
      if (both) found.push(both);
    }
    return found;
  }

  /** The rules that match, whoever it is: for who tries a text. */
  matching({ what, texts }: Pick<Occasion, "what" | "texts">): readonly FilterRule[] {
    const { set } = this.#compiled;
    if (!set.judges(what) && !this.#added.judges(what)) return [];
    const of = (text: string) => [...set.matching(what, text), ...this.#added.matching(what, text)];
    return [...new Set(texts.flatMap(of))];
  }

  /** Whoever has left has no score any more. */
  changed(change: Change): void {
    if (change.type === "quit") this.#scores.forget(change.user);
    else if (change.type === "node-lost") for (const { user } of change.quits) this.#scores.forget(user);
  }

  #judgeOne(
    author: Author,
    occasion: Occasion,
    matching: readonly FilterRule[],
    now: number,
  ): Finding | undefined {
    const channel = channelOf(this.#world, author, occasion);
    const rules = matching.filter(
      ({ exempt, optIn }) =>
        (!optIn || channel?.has("G")) && !isExempt(this.#world, exempt, author, occasion, channel),
    );
    for (const { name, dryRun } of rules) this.#count(name, dryRun);
    const caught = rules.filter(({ dryRun }) => !dryRun);
    const penalties = [...caught, ...this.#scored(author, caught, now)];
    const penalty = penalties.reduce<Penalty | undefined>(harder, undefined);
    const marks = caught.filter(({ action }) => action === "tag").map(({ name }) => name);
    return penalty && { occasion, penalty, marks };
  }

  get #highlights(): FilterConfig["highlights"] {
    return this.#compiled.config.highlights;
  }

  /** Whether it names too many of those in a channel; of several texts the first is all of it. */
  #judgeCrowd(author: Author, occasion: Occasion): Finding | undefined {
    const { nicks, exempt, dryRun, ...penalty } = this.#highlights;
    const { what, texts } = occasion;
    const [text = ""] = texts;
    // Shorter than that many names could be.
    if (nicks === 0 || what !== "message" || text.length < 2 * nicks || !author.user) return undefined;
    const channel = channelOf(this.#world, author, occasion);
    if (!channel || isExempt(this.#world, exempt, author, occasion, channel)) return undefined;
    if (mentions(this.#world, channel, author.user, text) <= nicks) return undefined;
    this.#count(HIGHLIGHTS, dryRun);
    if (dryRun) return undefined;
    const marks = penalty.action === "tag" ? [HIGHLIGHTS] : [];
    return { occasion, penalty: { name: HIGHLIGHTS, ...penalty }, marks };
  }

  #count(name: string, dryRun: boolean): void {
    const { live, dry } = this.hitsOf(name);
    this.#hits.set(name, dryRun ? { live, dry: dry + 1 } : { live: live + 1, dry });
  }

  /** What the score comes to, if it has reached the threshold with these. */
  #scored({ user }: Author, caught: readonly FilterRule[], now: number): readonly Penalty[] {
    const { threshold, fadeSeconds, ...penalty } = this.#compiled.config.scores;
    const points = caught.reduce((sum, { score }) => sum + score, 0);
    if (threshold === 0 || points === 0 || !user) return [];
    const score = this.#scores.add(user.id, points, { threshold, fadeMs: fadeSeconds * 1000 }, now);
    return score >= threshold ? [{ name: "score", ...penalty }] : [];
  }
}

/** The hardest of what was found, with the marks of all. */
export function hardest(findings: readonly Finding[]): Finding | undefined {
  const [first, ...others] = findings;
  return first && others.reduce(united, first);
}

/** True if what was found keeps nothing from being said. */
export function isMild({ penalty: { action } }: Finding): boolean {
  return filterActions.indexOf(action) < filterActions.indexOf("hold");
}

function united(one: Finding, other: Finding): Finding {
  const isHarder = one.penalty !== other.penalty && harder(one.penalty, other.penalty) === other.penalty;
  return { ...(isHarder ? other : one), marks: [...one.marks, ...other.marks] };
}
