import { type Capability, capabilityTable } from "../../src/caps/capabilities.ts";
import { code, table } from "./table.ts";

/** `docs/capabilities.md`: every capability of the table. */
export function capabilitiesPage(): string {
  const rows: readonly Capability[] = capabilityTable;
  return `# Capabilities

Made from the table of capabilities by \`npm run docs\`.

${table(
  ["name", "value", "what it changes"],
  rows.map(({ name, value, does }) => [code(name), value === undefined ? "" : code(value), does]),
)}
`;
}
