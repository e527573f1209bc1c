import type { Request } from "../log/log.ts";
import type { PluginHost } from "../plugins/host.ts";
import type { World } from "../world/world.ts";
import type { NodeRim } from "./irc-node.ts";
import type { LiveConfig } from "./live-config.ts";
import { settingsOf } from "./network-settings.ts";
import { withPlugins } from "./plugin-side.ts";
import { type Reread, rereader } from "./rehash.ts";

/** How the network learns of the configuration of a node. */
export interface Configuring {
  /** Reads it again and puts it in force here; the network is not told yet. Throws a ConfigError or StartError. */
  readAgain(): Promise<Reread>;
  /** Has the network know what was read. */
  configure(reread: Pick<Reread, "settings" | "offices">): void;
  /** Has the network know what is in force here, with what plugins bring. */
  configureAsItIs(): void;
  /** Reads it again, has the network know, and gives notes; throws a ConfigError or StartError. */
  rehash(): Promise<readonly string[]>;
}

/** Puts the configuration of a node into the log, whenever it is another. */
export function configuring(
  live: LiveConfig,
  world: World,
  plugins: PluginHost,
  rim: Pick<NodeRim, "reload" | "prepare">,
  append: (request: Request) => void,
): Configuring {
  const readAgain = rereader(live, world, {
    reload: rim.reload,
    prepare: (next) => withPlugins(plugins, next, () => rim.prepare?.(next)),
    extensions: () => plugins.extensions,
  });
  const configure: Configuring["configure"] = ({ settings, offices }) =>
    append({ type: "configure", settings, offices });
  return {
    readAgain,
    configure,
    configureAsItIs: () => configure({ settings: settingsOf(live.config, plugins.extensions), offices: [] }),
    async rehash() {
      const reread = await readAgain();
      configure(reread);
      return reread.notes;
    },
  };
}
