import type { FilterBook } from "./filter-book.ts";
import type { FilterRule } from "./filter-rule.ts";
import type { CompiledFilters, FilterCount, Filters } from "./filters.ts";

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
  /** Where rules last that operators add. */
  readonly book: FilterBook;
  /** Makes a rule of what was given, all else by the defaults of the configuration; or says what is wrong with it. */
  read(given: GivenRule): FilterRule | string;
  /** A rule of the store cannot be, or what was stored is to go and does not. */
  failed(error: unknown): void;
}

/** The filters of a node as operators handle them: what they add is stored first, then in force. */
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

  /** Puts one more rule in force; says what is wrong, or rejects with a StoreError, and then has changed nothing. */
  add(given: GivenRule): string | Promise<FilterRule> {
    const { filters, book } = this.#parts;
    if (filters.rules.some(({ name }) => name === given.name))
      return `There is a filter ${given.name} already`;
    const rule = this.#parts.read(given);
    if (typeof rule === "string") return rule;
    const problem = filters.problemOf(rule);
    if (problem !== undefined) return problem;
    return book.set(given).then(() => {
      this.#putInForce(rule);
      return rule;
    });
  }

  /** Ends a rule that was added; says why not, or rejects with a StoreError. */
  remove(name: string): string | Promise<void> {
    const { filters, book } = this.#parts;
    if (filters.isConfigured(name)) return `${name} stands in the configuration`;
    if (!filters.isAdded(name)) return `There is no filter ${name}`;
    return book.remove(name).then(() => {
      filters.remove(name);
    });
  }

  /** Puts other filters of the configuration in force. */
  configure(compiled: CompiledFilters): void {
    const { filters, book, failed } = this.#parts;
    for (const name of filters.configure(compiled)) book.remove(name).catch(failed);
  }

  /** Puts in force what was added before the start; a rule the configuration has by now is forgotten. */
  async load(): Promise<void> {
    const { book, filters, failed, read } = this.#parts;
    for (const given of await book.list()) {
      const rule = read(given);
      if (filters.isConfigured(given.name)) await book.remove(given.name);
      else if (typeof rule === "string") failed(new Error(`filter ${given.name}: ${rule}`));
      else this.#putInForce(rule);
    }
  }

  #putInForce(rule: FilterRule): void {
    const { filters, failed } = this.#parts;
    const problem = filters.add(rule);
    if (problem !== undefined) failed(new Error(`filter ${rule.name}: ${problem}`));
  }
}
