import type { FilterRuleConfig } from "../config/schema.ts";
import type { Match } from "./pattern.ts";
import type { RuleLike } from "./rule-set.ts";

/** What comes of a match, from the mildest to the hardest. */
export const filterActions = ["pass", "tag", "hold", "block", "shun", "kick", "kill", "ban"] as const;

/** One of them. */
export type FilterAction = (typeof filterActions)[number];

/** Whom a rule is not for. */
export type Exemption = FilterRuleConfig["exempt"];

/** What is done to whom a rule has caught. */
export interface Penalty {
  /** The rule, or what else it was. */
  readonly name: string;
  readonly action: FilterAction;
  /** For how long a shun or ban lasts; 0: for good. */
  readonly seconds: number;
  /** What they read. */
  readonly reason: string;
}

/** A filter as it is in force. */
export interface FilterRule extends RuleLike, Penalty {
  readonly exempt: Exemption;
  /** It holds only in channels with +G. */
  readonly optIn: boolean;
  readonly score: number;
  readonly dryRun: boolean;
}

/** A filter out of the configuration. */
export function filterRuleOf(config: FilterRuleConfig): FilterRule {
  return { ...config, match: matchOf(config.match) };
}

/** A filter in a line: what comes of a match, what is judged, and what it looks for. */
export function ruleWords({ action, dryRun, what, match }: FilterRule): string {
  return `(${actionWords(action, dryRun)}; ${what.join(", ")}): ${matchWords(match)}`;
}

/** What comes of a match, and whether it is only tried. */
export function actionWords(action: FilterAction, dryRun: boolean): string {
  return dryRun ? `${action}, dry run` : action;
}

/** What a filter looks for, in a word. */
export function matchWords(match: Match): string {
  return Object.entries(match)
    .map(([kind, pattern]) => `${kind} ${pattern}`)
    .join();
}

function matchOf({ word, literal, glob, regex }: FilterRuleConfig["match"]): Match {
  if (word !== undefined) return { word };
  if (literal !== undefined) return { literal };
  return glob === undefined ? { regex: regex ?? "" } : { glob };
}

/** The harder of two penalties; the first, if they are alike. */
export function harder(one: Penalty | undefined, other: Penalty): Penalty {
  if (!one) return other;
  return filterActions.indexOf(other.action) > filterActions.indexOf(one.action) ? other : one;
}
