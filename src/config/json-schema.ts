import { z } from "zod";
import { keyFacts } from "./fields.ts";
import { schema } from "./schema.ts";

/** The configuration file as a JSON Schema: for editors, which then check and complete what is typed. */
export function configJsonSchema(): string {
  const made = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const facts = keyFacts.get(zodSchema);
      if (facts) jsonSchema.description = facts.doc;
      if (facts?.example !== undefined) jsonSchema.examples = [facts.example];
      allowEmpty(jsonSchema);
    },
  });
  return `${JSON.stringify({ title: "Configuration of ircd-ts", ...made }, null, 2)}\n`;
}

// A section or list whose lines are all commented out is a null in YAML, and means that it is left out.
function allowEmpty({ properties = {}, required = [] }: z.core.JSONSchema.BaseSchema): void {
  for (const [name, property] of Object.entries(properties)) {
    if (typeof property === "boolean" || required.includes(name)) continue;
    const { type } = property;
    // An enum of types is JSON Schema, which the types of zod do not know.
    if (type === "object" || type === "array") Object.assign(property, { type: [type, "null"] });
  }
}
