import type { FilterRule } from "./filter-rule.ts";
import type { FilterCount, Filters } from "./filters.ts";

/** A rule as an operator gives it, while the server runs. */
export interface GivenRule {
  readonly name: string;
  readonly action: string;
  /** word, literal, glob or regex. */
  readonly kind: string;
  readonly pattern: string;
}

/** What the desk takes from its node. */
export interface FilterDeskParts {
  readonly filters: Filters;
  /** Makes a rule of what was given, all else by the defaults of the configuration; or says what is wrong with it. */
  read(given: GivenRule): FilterRule | string;
}

/** The filters of a node as operators handle them. */
export class FilterDesk {
  readonly #parts: FilterDeskParts;

  constructor(parts: FilterDeskParts) {
    this.#parts = parts;
  }

  counts(): readonly FilterCount[] {
    return this.#parts.filters.counts();
  }

  /** The rules that would match a text, wherever it stood and whoever said it. */
  tried(text: string): readonly FilterRule[] {
    const { filters } = this.#parts;
    const what = new Set(filters.rules.flatMap((rule) => rule.what));
    return [...new Set([...what].flatMap((one) => filters.matching({ what: one, texts: [text] })))];
  }

  /** Puts one more rule in force, until the server starts anew; gives it, or says what is wrong. */
  add(given: GivenRule): FilterRule | string {
    const { filters, read } = this.#parts;
    if (filters.rules.some(({ name }) => name === given.name))
      return `There is a filter ${given.name} already`;
    const rule = read(given);
    return typeof rule === "string" ? rule : (filters.add(rule) ?? rule);
  }

  /** Ends a rule that was added; says why not. */
  remove(name: string): string | undefined {
    const { filters } = this.#parts;
    if (filters.remove(name)) return undefined;
    const isConfigured = filters.rules.some((rule) => rule.name === name);
    return isConfigured ? `${name} stands in the configuration` : `There is no filter ${name}`;
  }
}
