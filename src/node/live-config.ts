import { problemIn } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { type CompiledFilters, compileFilters } from "../moderation/filters.ts";
import { UnusableRule } from "../moderation/rule-set.ts";
import { readDocument } from "./read-document.ts";

/** A configuration, and what is made of it that may go wrong: the texts it names, read, and its filters. */
interface Usable {
  readonly config: Config;
  readonly motd: readonly string[] | undefined;
  readonly rules: readonly string[] | undefined;
  readonly filters: CompiledFilters;
}

/** The configuration in force with the texts it names; REHASH puts another in its place. */
export class LiveConfig {
  readonly #replaced: (config: Config) => void;
  #inForce: Usable;

  /** `replaced` is told when another is in force. */
  constructor(config: Config, replaced: (config: Config) => void = () => {}) {
    this.#replaced = replaced;
    this.#inForce = usable(config);
  }

  get config(): Config {
    return this.#inForce.config;
  }

  get motd(): readonly string[] | undefined {
    return this.#inForce.motd;
  }

  get rules(): readonly string[] | undefined {
    return this.#inForce.rules;
  }

  get filters(): CompiledFilters {
    return this.#inForce.filters;
  }

  /** Reads the texts that another names, makes its filters ready, and gives what puts it in place of this; throws if that cannot be. */
  prepare(config: Config): () => void {
    const next = usable(config);
    return () => {
      this.#inForce = next;
      this.#replaced(config);
    };
  }
}

function usable(config: Config): Usable {
  return {
    config,
    motd: readDocument(config.motd, "motd"),
    rules: readDocument(config.rules, "rules"),
    filters: filtersOf(config),
  };
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
