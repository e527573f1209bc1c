import type { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import { keyNamesAt } from "./keys.ts";

type Path = readonly PropertyKey[];

/** Where a value came from: `file:line:column`, or the name of a flag or variable. */
export interface Place {
  readonly text: string;
  /** It says which key is meant, too. */
  readonly isKey: boolean;
}

/** Where the value of a key came from; nothing for a value given in code. */
export type PlaceOf = (path: Path, ofKey: boolean) => Place | undefined;

/** One line for each thing that is wrong: where, which key, and what is allowed. */
export function problemLines(issues: readonly z.core.$ZodIssue[], placeOf: PlaceOf): string[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => unknownKey(issue.path, key, placeOf));
    const within = issue.code === "invalid_union" ? wrongWithin(issue.errors) : undefined;
    if (within)
      return problemLines(
        within.map((one) => below(issue.path, one)),
        placeOf,
      );
    return [problem(issue.path, issue.message, placeOf(issue.path, false))];
  });
}

// Of several forms that a value may have: the one it has, if all that is wrong with it is further inside.
function wrongWithin(forms: readonly (readonly z.core.$ZodIssue[])[]) {
  const meant = forms.filter((issues) => issues.every(({ path }) => path.length > 0));
  return meant.length === 1 ? meant[0] : undefined;
}

function below(path: Path, issue: z.core.$ZodIssue): z.core.$ZodIssue {
  return { ...issue, path: [...path, ...issue.path] };
}

function unknownKey(section: Path, key: string, placeOf: PlaceOf): string {
  const names = keyNamesAt(section);
  const meant = didYouMean(key, names);
  const path = [...section, key];
  const advice = meant === undefined ? `allowed are ${names.join(", ")}` : `did you mean ${meant}?`;
  return problem(path, `is no key of the configuration; ${advice}`, placeOf(path, true));
}

function problem(path: Path, message: string, place: Place | undefined): string {
  // `--port: must be …` says it all; a line of a file is named together with its key.
  const where = place?.isKey ? [place.text] : [place?.text, dotted(path)];
  return [...where.filter((part) => part !== undefined && part !== ""), message].join(": ");
}

/** `listeners[0].port` for `["listeners", 0, "port"]`. */
function dotted(path: Path): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === "number") return `${name}[${step}]`;
    return name === "" ? String(step) : `${name}.${String(step)}`;
  }, "");
}
