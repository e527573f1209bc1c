import { ConfigError } from "../../src/config/config-error.ts";
import { type ConfigSources, loadConfig } from "../../src/config/load.ts";

/** What is said of a configuration that is refused; nothing where it is taken. */
export function refusal(sources: ConfigSources): readonly string[] {
  try {
    loadConfig(sources);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  return [];
}
