import { didYouMean } from "./did-you-mean.ts";
import type { KeyProblem } from "./fields.ts";
import type { Config, OperConfig, Privilege } from "./schema.ts";

type Classes = Config["operClasses"];
type OperClass = Classes[string];

/** What an operator may do, and how they are shown: their own, or that of their class and those it extends. */
interface OperRights {
  /** `undefined`: everything. */
  readonly privileges: readonly Privilege[] | undefined;
  readonly snomask: string | undefined;
  readonly title: string | undefined;
}

type Resolved = Omit<OperConfig, "privileges"> & OperRights;

/** Everybody who may become an operator, with what their class says. */
export function operBlocks({
  opers,
  operClasses,
}: Pick<Config, "opers" | "operClasses">): readonly Resolved[] {
  return opers.map((oper) => {
    if (oper.class !== undefined) return { ...oper, ...rightsOfClass(operClasses, oper.class) };
    return { ...oper, privileges: granted([oper.privileges ?? "all"]), snomask: undefined, title: undefined };
  });
}

/** What those of a class may do. */
export function rightsOfClass(classes: Classes, name: string): OperRights {
  const { chain } = lineage(classes, name);
  return {
    privileges: granted(chain.map((one) => one.privileges)),
    snomask: chain.find((one) => one.snomask !== undefined)?.snomask,
    title: chain.find((one) => one.title !== undefined)?.title,
  };
}

function granted(all: readonly (readonly Privilege[] | "all")[]): readonly Privilege[] | undefined {
  const lists = all.filter((one) => one !== "all");
  return lists.length < all.length ? undefined : [...new Set(lists.flat())];
}

/** A class and those it extends, the nearest first; `names` goes one further where that leads nowhere, or back. */
function lineage(classes: Classes, name: string) {
  const names: string[] = [];
  const chain: OperClass[] = [];
  for (let next: string | undefined = name; next !== undefined; ) {
    const isBack = names.includes(next);
    const found: OperClass | undefined = Object.hasOwn(classes, next) ? classes[next] : undefined;
    names.push(next);
    if (isBack || !found) return { names, chain, ends: isBack ? ("back" as const) : ("nowhere" as const) };
    chain.push(found);
    next = found.extends;
  }
  return { names, chain, ends: undefined };
}

/** What is wrong with operators and classes that no single key shows. */
export function* operProblems({
  opers,
  operClasses,
}: Pick<Config, "opers" | "operClasses">): Generator<KeyProblem> {
  const known = Object.keys(operClasses);
  for (const [name, { extends: parent }] of Object.entries(operClasses)) {
    if (parent === undefined) continue;
    const path = ["operClasses", name, "extends"];
    if (!Object.hasOwn(operClasses, parent)) yield [path, noClass(parent, known)];
    const { names, ends } = lineage(operClasses, name);
    // Of those that only lead into a circle nothing is said: they are right once it is broken.
    if (ends === "back" && names.at(-1) === name)
      yield [path, `leads back to the class itself: ${names.join(", ")}`];
  }
  for (const [index, oper] of opers.entries()) {
    const at = (...keys: readonly string[]) => ["opers", index, ...keys];
    const { password, certfp, account } = oper;
    if (oper.class !== undefined && !known.includes(oper.class))
      yield [at("class"), noClass(oper.class, known)];
    if (oper.class !== undefined && oper.privileges !== undefined)
      yield [at("privileges"), "goes without class"];
    const isByItself = certfp !== undefined || account !== undefined;
    if (!isByItself && password === undefined)
      yield [at("password"), "is missing, and so are certfp and account"];
    if (oper.auto && !isByItself) yield [at("auto"), "needs a certfp or an account"];
    if (oper.auto && password !== undefined) yield [at("auto"), "goes without password"];
  }
}

function noClass(name: string, known: readonly string[]): string {
  const meant = didYouMean(name, known);
  return `${JSON.stringify(name)} is no class of operClasses${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}
