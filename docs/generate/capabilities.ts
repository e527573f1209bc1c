import { capabilityTable } from "../../src/caps/capabilities.ts";
import { offerTo } from "../../src/caps/offer.ts";
import { defaultSettings } from "../../src/world/settings.ts";
import { specifications } from "./specifications.ts";
import { code, table } from "./table.ts";

/** `docs/capabilities.md`: every capability of the table, and every specification. */
export function capabilitiesPage(): string {
  const offer = offerTo({
    settings: defaultSettings,
    mechanisms: ["PLAIN"],
    registration: "before-connect",
    sts: "port=6697",
  });
  return `# Capabilities

Made from the table of capabilities by \`npm run docs\`. Values are those of a server that was told nothing; \`sasl\`
is offered where there are accounts or anybody may register one, \`sts\` where it is configured.

${table(
  ["name", "value", "what it changes", "text"],
  capabilityTable.map(({ name, does, spec }) => {
    const value = offer.get(name) ?? "";
    return [code(name), value === "" ? "" : code(value), does, spec];
  }),
)}

## Specifications

Each has a file of tests whose cases cite its clauses. Names are those of the specification repository; a number is
that of a proposal. Client-only tags are passed on as they are, whether they stand here or not.

${table(
  ["specification", "standing", "state", "clause tests"],
  specifications.map(([name, standing, test]) => [
    name,
    standing,
    test === undefined ? "not yet" : "served",
    test === undefined ? "" : `[${test}](../test/${test.includes("/") ? test : `ircv3/${test}`}.test.ts)`,
  ]),
)}
`;
}
