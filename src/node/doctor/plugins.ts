import type { Config } from "../../config/schema.ts";
import { bundlePlugin } from "../../plugins/bundle.ts";
import { entryOf } from "../../plugins/find-plugin.ts";
import { PluginError } from "../../plugins/plugin-error.ts";
import { type Finding, findingsAbout } from "./finding.ts";

/** Whether the files of plugins are there and can be put together; none of them is run. */
export async function* examinePlugins({ plugins }: Config): AsyncGenerator<Finding> {
  const { ok, fault } = findingsAbout("plugins");
  for (const [index, plugin] of plugins.entries()) {
    if (plugin.use !== undefined) continue;
    const where = `plugins[${index}]`;
    try {
      await bundlePlugin(entryOf(plugin), where);
      yield ok(`${where}: ${plugin.path ?? plugin.package} can be read`);
    } catch (error) {
      if (!(error instanceof PluginError)) throw error;
      yield fault(error.message);
    }
  }
}
