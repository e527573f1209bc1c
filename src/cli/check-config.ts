import { ConfigError } from "../config/config-error.ts";
import { type ConfigSources, loadConfig, problemIn } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { bundledPlugins } from "../features/bundled.ts";
import { filtersOf } from "../node/live-config.ts";
import { optionProblems } from "../plugins/checked-plugin.ts";

/** Looks at a configuration as a start would, as far as no other file is read; throws a ConfigError that names what is wrong. */
export async function checkConfig(sources: ConfigSources): Promise<void> {
  const config = loadConfig(sources);
  filtersOf(config);
  const wrong = await Promise.all(config.plugins.map((plugin, index) => wrongOptions(config, plugin, index)));
  if (wrong.flat().length > 0) throw new ConfigError(wrong.flat());
}

// Of plugins that come along alone: to ask another which options it has, its code would have to run.
async function wrongOptions(
  config: Config,
  { use, options }: Config["plugins"][number],
  index: number,
): Promise<readonly string[]> {
  const plugin = await (use && bundledPlugins.get(use))?.load();
  if (!plugin) return [];
  return optionProblems(plugin, options).flatMap(
    ({ path, message }) => problemIn(config, ["plugins", index, "options", ...path], message).lines,
  );
}
