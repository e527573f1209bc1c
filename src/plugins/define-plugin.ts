import type { z as Zod, ZodType } from "zod";
import type { PluginApi } from "./plugin-api.ts";

/** Called when the plugin is unloaded: for what it has opened itself. All it has registered is undone without it. */
export type Unload = () => unknown;

/** What a plugin is made of. */
export interface PluginSpec<Options extends ZodType> {
  /** Lower-case letters, digits and dashes: it is in the log, the metrics, and names the plugin's storage. */
  readonly name: string;
  /** What it does, in a line. */
  readonly description: string;
  /** The options it takes: a schema of zod, or what makes one; left out: none. */
  readonly options?: Options | ((z: typeof Zod) => Options);
  /** Registers what the plugin brings. */
  setup(api: PluginApi, options: Zod.output<Options>): undefined | Unload | Promise<undefined | Unload>;
}

/** A plugin, its options forgotten. */
export interface Plugin {
  readonly name: string;
  readonly description: string;
  readonly options?: ZodType | ((z: typeof Zod) => ZodType);
  setup(
    api: PluginApi,
    options: never,
    /** Counts what goes wrong on its own, where the plugin runs elsewhere. */
    failed: (error: Error) => void,
  ): undefined | Unload | Promise<undefined | Unload>;
}

/** Defines a plugin: what a file or package that is one exports as `default`. */
export function definePlugin<Options extends ZodType = Zod.ZodObject<Record<never, never>>>(
  spec: PluginSpec<Options>,
): Plugin {
  return spec;
}
