import type { FilterRow, FilterStore } from "../store/port/moderation.ts";
import { pagesOf } from "../store/port/pages.ts";
import type { FilterRule } from "./filter-rule.ts";
import type { CompiledFilters, FilterCount, Filters } from "./filters.ts";

/** What the desk takes from its node. */
export interface FilterDeskParts {
  readonly filters: Filters;
  /** Where rules last that operators add. */
  readonly store: FilterStore;
  /** Makes a rule of what was given, all else by the defaults of the configuration; or says what is wrong with it. */
  read(given: FilterRow): FilterRule | string;
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
  add(given: FilterRow): string | Promise<FilterRule> {
    const { filters, store } = this.#parts;
    if (filters.rules.some(({ name }) => name === given.name))
      return `There is a filter ${given.name} already`;
    const rule = this.#parts.read(given);
    if (typeof rule === "string") return rule;
    const problem = filters.problemOf(rule);
    if (problem !== undefined) return problem;
    return store.set(given).then(() => {
      this.#putInForce(rule);
      return rule;
    });
  }

  /** Ends a rule that was added; says why not, or rejects with a StoreError. */
  remove(name: string): string | Promise<void> {
    const { filters, store } = this.#parts;
    if (filters.isConfigured(name)) return `${name} stands in the configuration`;
    if (!filters.isAdded(name)) return `There is no filter ${name}`;
    return store.remove(name).then(() => {
      filters.remove(name);
    });
  }

  /** Puts other filters of the configuration in force. */
  configure(compiled: CompiledFilters): void {
    const { filters, store, failed } = this.#parts;
    for (const name of filters.configure(compiled)) store.remove(name).catch(failed);
  }

  /** Puts in force what was added before the start; a rule the configuration has by now is forgotten. */
  async load(): Promise<void> {
    const { store, filters } = this.#parts;
    for await (const rows of pagesOf<FilterRow>((last, limit) => store.list(last?.name ?? "", limit)))
      for (const given of rows) {
        if (filters.isConfigured(given.name)) await store.remove(given.name);
        else this.#restore(given);
      }
  }

  #restore(given: FilterRow): void {
    const rule = this.#parts.read(given);
    if (typeof rule === "string") this.#parts.failed(new Error(`filter ${given.name}: ${rule}`));
    else this.#putInForce(rule);
  }

  #putInForce(rule: FilterRule): void {
    const { filters, failed } = this.#parts;
    const problem = filters.add(rule);
    if (problem !== undefined) failed(new Error(`filter ${rule.name}: ${problem}`));
  }
}
