import type { PluginApi } from "./plugin-api.ts";
import type { Listener, PluginRows, Rule } from "./rows.ts";

/** What a plugin registers by, wherever it runs. */
export function registering(
  rows: PluginRows,
): Pick<PluginApi, "command" | "service" | "mode" | "capability" | "before" | "after"> {
  return {
    command: (command) => rows.addCommand(command),
    service: (service) => rows.addService(service),
    mode: (mode) => rows.addMode(mode),
    capability: (capability) => rows.addCapability(capability),
    // They are called with changes of their type alone.
    before: (type, rule) => rows.addRule(type, rule as Rule),
    after: (types, listener) => rows.addListener(types, listener as Listener),
  };
}
