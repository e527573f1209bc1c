import { z } from "zod";
import { keyFacts, type Scope } from "./fields.ts";
import { schema } from "./schema.ts";

/** One key of the schema, as the documentation and the checks see it. */
export interface ConfigKey {
  readonly path: string;
  readonly doc: string | undefined;
  readonly scope: Scope | undefined;
  /** The default in JSON, or nothing where a section or no default stands. */
  readonly standard: string | undefined;
  readonly isSection: boolean;
}

/** Every key of the schema in its order; what stands in a list is written `opers[].name`. */
export function configKeys(): readonly ConfigKey[] {
  return keysBelow(schema, "", undefined);
}

/** Which scope each key has. */
export function configScopes(): ReadonlyMap<string, Scope | undefined> {
  return new Map(configKeys().map(({ path, scope }) => [path, scope]));
}

/** The names that may stand at a path, or none where no section is. */
export function keyNamesAt(path: readonly PropertyKey[]): readonly string[] {
  let at: z.core.$ZodType | undefined = schema;
  for (const step of path) {
    const inner: z.core.$ZodType = at === undefined ? schema : bare(at);
    if (inner instanceof z.ZodArray) at = inner.element;
    else if (inner instanceof z.ZodRecord) at = inner.valueType;
    else if (inner instanceof z.ZodObject && Object.hasOwn(inner.shape, step)) at = inner.shape[String(step)];
    else return [];
    if (at === undefined) return [];
  }
  const found = bare(at);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function keysBelow(type: z.core.$ZodType, prefix: string, inherited: Scope | undefined): ConfigKey[] {
  const inner = bare(type);
  if (inner instanceof z.ZodArray) return keysBelow(inner.element, `${prefix}[]`, inherited);
  // What is called by names of its own: `operClasses.name.title`.
  if (inner instanceof z.ZodRecord) return keysBelow(inner.valueType, `${prefix}.name`, inherited);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries<z.core.$ZodType>(inner.shape).flatMap(([name, child]) => {
    const path = prefix === "" ? name : `${prefix}.${name}`;
    const facts = keyFacts.get(child);
    const scope = facts?.scope ?? inherited;
    const below = keysBelow(child, path, scope);
    const isSection = below.length > 0;
    return [
      { path, doc: facts?.doc, scope, standard: isSection ? undefined : standardOf(child), isSection },
      ...below,
    ];
  });
}

/** A type without what stands in for it when it is left out. */
export function bare(type: z.core.$ZodType): z.core.$ZodType {
  if (type instanceof z.ZodDefault || type instanceof z.ZodPrefault || type instanceof z.ZodOptional)
    return bare(type.unwrap());
  return type;
}

/** What a key is when it is left out, in JSON; nothing where it then is not there. */
export function standardOf(type: z.core.$ZodType): string | undefined {
  const result = z.safeParse(type, undefined);
  return result.success && result.data !== undefined ? JSON.stringify(result.data) : undefined;
}
