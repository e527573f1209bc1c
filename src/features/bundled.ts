import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "../plugins/define-plugin.ts";
import type { Bundled } from "../plugins/find-plugin.ts";

/** The plugins that come along, each loaded when it is used. */
export const bundledPlugins: Bundled = new Map([
  row("word-filter", async () => (await import("./word-filter.ts")).default),
  row("greeter", async () => (await import("./greeter.ts")).default),
  row("dice", async () => (await import("./dice.ts")).default),
  row("chat-bridge", async () => (await import("./chat-bridge.ts")).default),
  row("channel-stats", async () => (await import("./channel-stats.ts")).default),
]);

function row(name: string, load: () => Promise<Plugin>) {
  // Compiled or not, as this file is.
  const file = fileURLToPath(new URL(name + extname(import.meta.url), import.meta.url));
  return [name, { load, file }] as const;
}
