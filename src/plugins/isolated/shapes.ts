import type { PluginCommand } from "../plugin-api.ts";
import type { PluginRows } from "../rows.ts";
import type { CommandShape, RowShapes } from "./wire.ts";

/** What a plugin has registered, without its functions: they stay where they are. */
export function shapesOf(rows: PluginRows, clears: boolean): RowShapes {
  return {
    commands: rows.commands.map(commandShape),
    services: rows.services.map(({ nick, help, commands = [], heard }) => ({
      ...{ nick, help, hears: heard !== undefined },
      commands: commands.map(commandShape),
    })),
    modes: rows.modes.map(({ check, ...mode }) => ({ ...mode, checks: check !== undefined })),
    capabilities: rows.capabilities,
    rules: [...rows.rules].map(([type, rules]) => [type, rules.length] as const),
    listeners: [...rows.listeners.keys()],
    clears,
  };
}

function commandShape({ run: _, ...shape }: PluginCommand): CommandShape {
  return shape;
}
