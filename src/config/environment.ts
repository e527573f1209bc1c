import { readFileSync } from "node:fs";
import { z } from "zod";
import { PREFIX, type Step, type Variable, variableNamed } from "./variables.ts";

/** The variables of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A configuration with the values that variables give. */
interface Overlaid {
  readonly values: unknown;
  /** What is wrong with the variables, one line each. */
  readonly problems: readonly string[];
  /** The variable that gave the value at a path, or one that gave something in or around it. */
  variableAt(path: readonly PropertyKey[]): VariablePlace | undefined;
}

/** A variable, and how much of a path it and its like have given. */
export interface VariablePlace {
  readonly name: string;
  /** It stands for the very key that was asked for. */
  readonly isExact: boolean;
  /** So many steps of the path lead to what variables gave. */
  readonly depth: number;
}

/** Puts the values of the variables whose names begin with IRCD_ over others; a list is extended without gaps. */
export function overlaid(values: unknown, variables: Variables): Overlaid {
  const root = newGroup(false);
  const problems: string[] = [];
  for (const [name, text] of Object.entries(variables).sort(byName)) {
    if (!name.startsWith(PREFIX) || text === undefined) continue;
    const problem = take(root, name, text, variableNamed(name));
    if (problem !== undefined) problems.push(`${name}: ${problem}`);
  }
  return { values: merged(values, root, problems), problems, variableAt: (path) => placeIn(root, path) };
}

/** What variables say of one section or list, by key or place. */
interface Group {
  readonly children: Map<string | number, Group | Given>;
  /** What stands there may have one of several forms: a section given in one takes the place of any other. */
  readonly isOneForm: boolean;
}

interface Given {
  readonly name: string;
  readonly value: unknown;
}

function newGroup(isOneForm: boolean): Group {
  return { children: new Map(), isOneForm };
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

/** Puts one variable in its place; gives what is wrong with it. */
function take(root: Group, name: string, text: string, variable: Variable): string | undefined {
  switch (variable.kind) {
    case "unknown":
      return variable.meant === undefined
        ? "names no key of the configuration"
        : `names no key of the configuration; did you mean ${variable.meant}?`;
    case "block":
      return `stands for a whole ${variable.what}, and a variable gives one value, as ${variable.example} does`;
    case "value": {
      const content = variable.isFile ? contentOf(text) : { text };
      if ("problem" in content) return content.problem;
      return put(root, variable.steps, { name, value: typed(content.text, variable.types) });
    }
  }
}

function contentOf(file: string): { readonly text: string } | { readonly problem: string } {
  try {
    // Who wrote it with an editor ended the line.
    return { text: readFileSync(file, "utf8").replace(/\r?\n$/, "") };
  } catch (cause) {
    const reason = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    return { problem: `${file} cannot be read (${reason})` };
  }
}

function typed(text: string, types: readonly z.core.$ZodType[]): unknown {
  const isNumber = types.some((type) => type instanceof z.ZodNumber);
  if (isNumber && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) return Number(text);
  const isFlag = types.some((type) => type instanceof z.ZodBoolean);
  return isFlag && (text === "true" || text === "false") ? text === "true" : text;
}

function put(root: Group, steps: readonly Step[], given: Given): string | undefined {
  let group = root;
  for (const [index, { name }] of steps.entries()) {
    const there = group.children.get(name);
    const next = steps[index + 1];
    if (next === undefined) {
      if (there) return `goes without ${firstIn(there).name}`;
      group.children.set(name, given);
      return undefined;
    }
    if (there && !isGroup(there)) return `goes without ${there.name}`;
    const below = there ?? newGroup(next.isOneForm);
    group.children.set(name, below);
    group = below;
  }
  return undefined;
}

function isGroup(found: Group | Given): found is Group {
  return "children" in found;
}

function firstIn(found: Group | Given): Given {
  if (!isGroup(found)) return found;
  const [child] = found.children.values();
  // A group is made for a value that is put into it.
  if (!child) throw new Error("a group without a variable");
  return firstIn(child);
}

function merged(below: unknown, { children, isOneForm }: Group, problems: string[]): unknown {
  if (children.size === 0) return below;
  const isList = [...children.keys()].every((key) => typeof key === "number");
  if (isList) return mergedList(below, children, problems);
  const isKept = typeof below === "object" && below !== null && !Array.isArray(below) && !isOneForm;
  const section = new Map<string, unknown>(isKept ? Object.entries(below) : []);
  for (const [key, child] of children) {
    const name = String(key);
    section.set(name, isGroup(child) ? merged(section.get(name), child, problems) : child.value);
  }
  return Object.fromEntries(section);
}

function mergedList(below: unknown, children: Group["children"], problems: string[]): unknown {
  const list: unknown[] = Array.isArray(below) ? [...below] : [];
  for (const [place, child] of [...children].sort(([a], [b]) => Number(a) - Number(b))) {
    const index = Number(place);
    if (index > list.length) {
      problems.push(`${firstIn(child).name}: leaves a gap: the next place in that list is ${list.length}`);
      return below;
    }
    list[index] = isGroup(child) ? merged(list[index], child, problems) : child.value;
  }
  return list;
}

function placeIn(root: Group, path: readonly PropertyKey[]): VariablePlace | undefined {
  let group = root;
  let depth = 0;
  for (const step of path) {
    const next = group.children.get(typeof step === "symbol" ? step.toString() : step);
    // Something is missing beside what the variables say.
    if (!next) break;
    depth += 1;
    if (!isGroup(next)) return { name: next.name, isExact: depth === path.length, depth };
    group = next;
  }
  return group === root ? undefined : { name: firstIn(group).name, isExact: false, depth };
}
