import type { Config } from "../config/schema.ts";
import type { PluginHost, PreparedPlugins } from "../plugins/host.ts";
import { PluginError } from "../plugins/plugin-error.ts";
import type { PreparedPlaces } from "./listeners.ts";
import { StartError } from "./start-error.ts";

/** Puts the plugins of a configuration in force; rejects with a StartError that names the one that cannot be. */
export async function loadPlugins(host: PluginHost, config: Config): Promise<void> {
  const prepared = await preparePlugins(host, config);
  prepared.putInForce();
}

async function preparePlugins(host: PluginHost, { plugins }: Config): Promise<PreparedPlugins> {
  try {
    return await host.prepare(plugins);
  } catch (cause) {
    throw cause instanceof PluginError ? new StartError("PLUGIN", cause.message, { cause }) : cause;
  }
}

/** Makes them ready, and then what `others` makes ready: all or nothing. */
export async function withPlugins(
  host: PluginHost,
  config: Config,
  others: () => Promise<PreparedPlaces> | undefined,
): Promise<PreparedPlaces> {
  const plugins = await preparePlugins(host, config);
  try {
    const places = await others();
    return {
      notes: [...(places?.notes ?? []), ...plugins.notes],
      putInForce() {
        places?.putInForce();
        plugins.putInForce();
      },
    };
  } catch (error) {
    plugins.takeBack();
    throw error;
  }
}
