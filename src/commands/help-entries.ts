import type { Command } from "./command.ts";
import type { HelpEntry } from "./node-facts.ts";

/** What HELP says of a table of commands. */
export function helpEntries(table: readonly Command[]): readonly HelpEntry[] {
  return table.map((command) => ({
    name: command.name,
    aliases: command.aliases,
    usage: usageOf(command),
    help: command.help,
    forOperators: command.when === "operator",
  }));
}

/** How a command is written: `KICK <channel> <nick> [<reason>]`. */
export function usageOf({ name, args }: Pick<Command, "name" | "args">): string {
  return [name, ...args.map(shownArg)].join(" ");
}

function shownArg({ name, optional }: Command["args"][number]): string {
  return optional ? `[<${name}>]` : `<${name}>`;
}
