import { basename } from "node:path";
import type { PluginConfig } from "../config/schema.ts";
import { bundlePlugin, type PluginEntry } from "./bundle.ts";
import type { Plugin } from "./define-plugin.ts";
import type { FindPlugin } from "./host.ts";
import { isolatedPlugin } from "./isolated/isolated-plugin.ts";
import { loadModule } from "./load-module.ts";
import { PluginError } from "./plugin-error.ts";

/** The plugins that are not in files of their own, each with what loads it. */
export type Bundled = ReadonlyMap<string, { readonly file: string; load(): Promise<Plugin> }>;

/** Finds plugins where the configuration says they are; what was loaded and is the same still is not loaded again. */
export function findPlugins(bundled: Bundled): FindPlugin {
  const loaded = new Map<string, { readonly hash: string; readonly exported: unknown }>();
  return async (config, where) => {
    const { use, package: name, isolated, hangSeconds } = config;
    const own = use === undefined ? undefined : bundled.get(use);
    if (own && !isolated) return { exported: await own.load(), hash: own.file };
    if (use !== undefined && !own) throw new PluginError(`${where}: there is no plugin ${use}`);
    const path = own?.file ?? config.path;
    const entry = entryOf({ path, package: name });
    const { code, hash } = await bundlePlugin(entry, where);
    // A thread is watched, and complained of, as its entry in the configuration says.
    const key = JSON.stringify([entry, isolated && { hangSeconds, where }]);
    const known = loaded.get(key);
    if (known?.hash === hash) return known;
    const file = shortName(path ?? name ?? "");
    const exported = isolated
      ? await isolatedPlugin({ code, file, where, hangSeconds })
      : await loadModule(code, file, where);
    const found = { hash, exported };
    loaded.set(key, found);
    return found;
  };
}

/** Where a plugin that does not come along begins. */
export function entryOf({ path, package: name }: Pick<PluginConfig, "path" | "package">): PluginEntry {
  return path === undefined ? { package: name ?? "" } : { path };
}

function shortName(place: string): string {
  return basename(place)
    .replace(/\.[cm]?[jt]s$/, "")
    .replaceAll(/[^\w.-]/g, "-");
}
