import { numerics } from "../../src/protocol/numerics.ts";
import { code, table } from "./table.ts";

/** `docs/numerics.md`: every numeric of the table. */
export function numericsPage(): string {
  const rows = Object.entries(numerics)
    .map(([name, template]) => [template.slice(0, 3), code(name), code(template.slice(4))])
    .sort(([a = "", nameA = ""], [b = "", nameB = ""]) => (a + nameA < b + nameB ? -1 : 1));
  return `# Numerics

Made from the table of numerics by \`npm run docs\`. What stands in braces is filled in; before it each line has
the server's name, the number and the client's nick.

${table(["number", "name", "parameters"], rows)}
`;
}
