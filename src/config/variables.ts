import { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import { isSecret } from "./fields.ts";
import { schema } from "./schema.ts";

/** What every variable of the configuration begins with. */
export const PREFIX = "IRCD_";

/** One step from a section to its key, or from a list to its item. */
export interface Step {
  readonly name: string | number;
  /** The value it leads from may have one of several forms. */
  readonly isOneForm: boolean;
}

/** What a variable stands for. */
export type Variable =
  | {
      readonly kind: "value";
      readonly steps: readonly Step[];
      readonly types: readonly z.core.$ZodType[];
      /** The variable names the file that holds the value. */
      readonly isFile: boolean;
    }
  /** Several values at once, which no variable may give. */
  | { readonly kind: "block"; readonly what: "list" | "section"; readonly example: string }
  | { readonly kind: "unknown"; readonly meant: string | undefined };

/** The key a variable such as `IRCD_LISTENERS_0_PORT` stands for. */
export function variableNamed(name: string): Variable {
  const rest = name.slice(PREFIX.length);
  const place = rest === "" ? undefined : placeOf(schema, rest, []);
  if (place) return asVariable(place, name, false);
  const secret = rest.endsWith("_FILE") ? placeOf(schema, rest.slice(0, -"_FILE".length), []) : undefined;
  if (secret?.forms.some(isSecret)) return asVariable(secret, name, true);
  return { kind: "unknown", meant: meantBy(name) };
}

/** The name of every variable, with 0 for the place in a list. */
export function variableNames(): readonly string[] {
  return namesBelow(schema, PREFIX.slice(0, -1));
}

interface Place {
  readonly steps: readonly Step[];
  readonly forms: readonly z.core.$ZodType[];
}

function asVariable({ steps, forms }: Place, name: string, isFile: boolean): Variable {
  const types = forms.filter((form) => !isBlock(form));
  if (types.length > 0) return { kind: "value", steps, types, isFile };
  const what = forms.some((form) => form instanceof z.ZodArray) ? "list" : "section";
  return { kind: "block", what, example: forms.flatMap((form) => namesBelow(form, name))[0] ?? name };
}

function placeOf(type: z.core.$ZodType, rest: string, steps: readonly Step[]): Place | undefined {
  const forms = formsOf(type);
  if (rest === "") return { steps, forms };
  const isOneForm = forms.length > 1;
  for (const form of forms)
    for (const { name, child, left } of nextSteps(form, rest)) {
      const found = placeOf(child, left, [...steps, { name, isOneForm }]);
      if (found) return found;
    }
  return undefined;
}

interface NextStep {
  readonly name: string | number;
  readonly child: z.core.$ZodType;
  /** What stands behind it in the name of the variable. */
  readonly left: string;
}

function nextSteps(form: z.core.$ZodType, rest: string): readonly NextStep[] {
  if (form instanceof z.ZodArray) {
    const [, index, left = ""] = /^(0|[1-9]\d{0,5})(?:_(.+))?$/.exec(rest) ?? [];
    return index === undefined ? [] : [{ name: Number(index), child: form.element, left }];
  }
  if (form instanceof z.ZodRecord) {
    // A variable has capitals alone: the name it gives is in small letters.
    const [, name, left = ""] = /^([A-Z][A-Z0-9]*)(?:_(.+))?$/.exec(rest) ?? [];
    return name === undefined ? [] : [{ name: name.toLowerCase(), child: form.valueType, left }];
  }
  if (!(form instanceof z.ZodObject)) return [];
  return Object.entries<z.core.$ZodType>(form.shape).flatMap(([name, child]) => {
    const word = upperSnake(name);
    if (rest === word) return [{ name, child, left: "" }];
    return rest.startsWith(`${word}_`) && rest.length > word.length + 1
      ? [{ name, child, left: rest.slice(word.length + 1) }]
      : [];
  });
}

function namesBelow(type: z.core.$ZodType, name: string): string[] {
  return formsOf(type).flatMap((form) => {
    if (form instanceof z.ZodArray) return namesBelow(form.element, `${name}_0`);
    if (form instanceof z.ZodRecord) return namesBelow(form.valueType, `${name}_NAME`);
    if (!(form instanceof z.ZodObject)) return [name];
    return Object.entries<z.core.$ZodType>(form.shape).flatMap(([key, child]) =>
      namesBelow(child, `${name}_${upperSnake(key)}`),
    );
  });
}

/** What a value may be before anything is made of it: more than one thing in a union. */
function formsOf(type: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (type instanceof z.ZodDefault || type instanceof z.ZodPrefault || type instanceof z.ZodOptional)
    return formsOf(type.unwrap());
  if (type instanceof z.ZodPipe) return formsOf(type.in);
  if (type instanceof z.ZodUnion) return type.options.flatMap(formsOf);
  return [type];
}

function isBlock(type: z.core.$ZodType): boolean {
  return type instanceof z.ZodArray || type instanceof z.ZodObject || type instanceof z.ZodRecord;
}

function upperSnake(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
}

// Compared with the places in lists made alike; the suggestion has those that were given.
function meantBy(name: string): string | undefined {
  const places = [...name.matchAll(/_(\d+)(?=_|$)/g)].map(([, place]) => place ?? "0");
  const meant = didYouMean(name.replace(/_\d+(?=_|$)/g, "_0"), variableNames());
  return meant?.replace(/_0(?=_|$)/g, () => `_${places.shift() ?? "0"}`);
}
