import { problemIn } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { type CompiledFilters, compileFilters } from "../moderation/filters.ts";
import { UnusableRule } from "../moderation/rule-set.ts";
import { readDocument } from "./read-document.ts";

/** The configuration in force with the texts it names; REHASH puts another in its place. */
export class LiveConfig {
  readonly #replaced: (config: Config) => void;
  #config: Config;
  #motd: readonly string[] | undefined;
  #rules: readonly string[] | undefined;
  #filters: CompiledFilters;

  /** `replaced` is told when another is in force. */
  constructor(config: Config, replaced: (config: Config) => void = () => {}) {
    this.#replaced = replaced;
    this.#config = config;
    this.#motd = readDocument(config.motd, "motd");
    this.#rules = readDocument(config.rules, "rules");
    this.#filters = filtersOf(config);
  }

  get config(): Config {
    return this.#config;
  }

  get motd(): readonly string[] | undefined {
    return this.#motd;
  }

  get rules(): readonly string[] | undefined {
    return this.#rules;
  }

  get filters(): CompiledFilters {
    return this.#filters;
  }

  /** Reads the texts that another names, makes its filters ready, and gives what puts it in place of this; throws if that cannot be. */
  prepare(config: Config): () => void {
    const next = new LiveConfig(config);
    return () => {
      this.#config = next.#config;
      this.#motd = next.#motd;
      this.#rules = next.#rules;
      this.#filters = next.#filters;
      this.#replaced(config);
    };
  }
}

/** The filters of a configuration, ready; throws a ConfigError that names the line of a rule that cannot be. */
export function filtersOf(config: Config): CompiledFilters {
  try {
    return compileFilters(config.filters);
  } catch (error) {
    if (!(error instanceof UnusableRule)) throw error;
    throw problemIn(config, ["filters", "rules", error.index, "match"], error.message);
  }
}
