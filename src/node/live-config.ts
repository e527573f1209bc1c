import type { Config } from "../config/schema.ts";
import { readDocument } from "./read-document.ts";

/** The configuration in force with the texts it names; REHASH puts another in its place. */
export class LiveConfig {
  readonly #replaced: (config: Config) => void;
  #config: Config;
  #motd: readonly string[] | undefined;
  #rules: readonly string[] | undefined;

  /** `replaced` is told when another is in force. */
  constructor(config: Config, replaced: (config: Config) => void = () => {}) {
    this.#replaced = replaced;
    this.#config = config;
    this.#motd = readDocument(config.motd, "motd");
    this.#rules = readDocument(config.rules, "rules");
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

  /** Reads the texts that another names, and gives what puts it in place of this; throws if one cannot be read. */
  prepare(config: Config): () => void {
    const next = new LiveConfig(config);
    return () => {
      this.#config = next.#config;
      this.#motd = next.#motd;
      this.#rules = next.#rules;
      this.#replaced(config);
    };
  }
}
