import type { z } from "zod";
import { HttpProblem, type ProblemPlace, problem } from "../problem.ts";

/** The parts of a request that are checked. */
export interface Unchecked {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

type Schemas = { readonly [Part in keyof Unchecked]: z.ZodObject };

/** What the schemas make of a request; throws a problem that names every place where it is not as it has to be. */
export function checked(schemas: Schemas, request: Unchecked): Unchecked {
  const errors: ProblemPlace[] = [];
  const part = (name: keyof Unchecked) => {
    // Who sends nothing has said nothing wrong.
    const result = schemas[name].safeParse(request[name] === undefined ? {} : request[name]);
    if (result.success) return result.data;
    errors.push(...result.error.issues.map((issue) => placeOf(name, issue)));
    return undefined;
  };
  const parts = { params: part("params"), query: part("query"), body: part("body") };
  if (errors.length > 0) throw new HttpProblem(problem(422, "The request is not as it has to be", errors));
  return parts;
}

function placeOf(part: string, { path, message }: z.core.$ZodIssue): ProblemPlace {
  return { at: [part, ...path.map(String)].join("."), message };
}
