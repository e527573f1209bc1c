import type { Command } from "./command.ts";
import type { HelpEntry } from "./node-facts.ts";

/** What HELP says of a table of commands. */
export function helpEntries(table: readonly Command[]): readonly HelpEntry[] {
  return table.map((command) => ({
    name: command.name,
    aliases: command.aliases,
    usage: [command.name, ...command.args.map(shownArg)].join(" "),
    help: command.help,
    forOperators: command.when === "operator",
  }));
}

function shownArg({ name, optional }: Command["args"][number]): string {
  return optional ? `[<${name}>]` : `<${name}>`;
}
