import type { Commands } from "../commands/table.ts";
import { isServiceNick } from "../world/service-nicks.ts";
import type { World } from "../world/world.ts";
import type { RunningPlugin } from "./running-plugin.ts";

/**
 * Why these plugins cannot be in force together, and with what the server has itself; the first that cannot be is
 * named. `before` are in force now: what they hold is free again if they go.
 */
export function conflictAmong(
  plugins: readonly RunningPlugin[],
  own: Commands,
  world: World,
  before: readonly RunningPlugin[],
): string | undefined {
  const taken = new Map<string, string>();
  for (const [index, plugin] of plugins.entries()) {
    const where = `plugins[${index}] (${plugin.name})`;
    for (const [what, key] of claims(plugin, world)) {
      const other = taken.get(key);
      if (other === where) return `${where}: ${what} is there twice; a service is a command by its nick, too`;
      if (other !== undefined) return `${where}: ${what} is there already, by ${other}`;
      taken.set(key, where);
    }
    const clash = plugin.table
      .flatMap(({ name, aliases }) => [name, ...aliases])
      .find((name) => own.has(name));
    if (clash !== undefined) return `${where}: the command ${clash} is the server's already`;
    const nick = nickTaken(plugin, world, before);
    if (nick !== undefined) return `${where}: the nick ${nick}`;
  }
  return undefined;
}

/** What only one plugin can have: how it is called, and by what it is told. */
function* claims({ name, rows, table }: RunningPlugin, world: World): Generator<[what: string, key: string]> {
  yield [`a plugin called ${name}`, `plugin ${name}`];
  for (const { nick } of rows.services) yield [`the nick ${nick}`, `nick ${world.names.skeleton(nick)}`];
  for (const command of table)
    for (const word of [command.name, ...command.aliases]) yield [`the command ${word}`, `command ${word}`];
  for (const { letter } of rows.modes) yield [`the mode +${letter}`, `mode ${letter}`];
  for (const capability of rows.capabilities)
    yield [`the capability ${capability.name}`, `capability ${capability.name}`];
}

function nickTaken(
  { rows }: RunningPlugin,
  world: World,
  before: readonly RunningPlugin[],
): string | undefined {
  const held = new Set(before.flatMap((plugin) => plugin.rows.services.map(({ nick }) => nick)));
  for (const { nick } of rows.services) {
    if (isServiceNick(world.names, nick)) return `${nick} is kept for a service of the server`;
    if (!held.has(nick) && world.userByNick(nick)) return `${nick} is in use`;
  }
  return undefined;
}
