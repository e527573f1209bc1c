import type { Bundled } from "../plugins/find-plugin.ts";

/** The plugins that come along, each loaded when it is used. */
export const bundledPlugins: Bundled = new Map([
  ["word-filter", async () => (await import("./word-filter.ts")).default],
  ["greeter", async () => (await import("./greeter.ts")).default],
  ["dice", async () => (await import("./dice.ts")).default],
  ["chat-bridge", async () => (await import("./chat-bridge.ts")).default],
  ["channel-stats", async () => (await import("./channel-stats.ts")).default],
]);
