import type { Command } from "../../src/commands/command.ts";
import { fullTable } from "../../src/services/table.ts";
import { code, table } from "./table.ts";

/** `docs/commands.md`: every command of the table. */
export function commandsPage(): string {
  const rows = [...fullTable]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((command) => [code(usage(command)), whoMay(command), command.help]);
  return `# Commands

Made from the command table by \`npm run docs\`. A verb may carry a leading \`/\`. What stands in brackets may
be left out.

${table(["command", "who", "what it does"], rows)}
`;
}

function usage({ name, aliases, args }: Command): string {
  const words = args.map((arg) => (arg.optional ? `[<${arg.name}>]` : `<${arg.name}>`));
  const names = [name, ...aliases].join(", ");
  return [names, ...words].join(" ");
}

function whoMay({ when, privilege }: Command): string {
  const who = {
    any: "anyone",
    unregistered: "before registration",
    registered: "users",
    operator: "operators",
  };
  return privilege === undefined ? who[when] : `${who[when]} with ${code(privilege)}`;
}
