import type { Facts } from "./facts.ts";
import type { Scene } from "./scene.ts";

/** How strongly the document asks: a failed MUST fails the run, a failed SHOULD is a warning. */
export type Level = "MUST" | "SHOULD";

/** Why a case cannot be judged on this server; nothing when it can. */
export type Need = (facts: Facts) => string | undefined;

/** One thing a document asks of a server, and how to see whether it is so. */
export interface Case {
  /** The document and the clause in it, as `modern-irc: JOIN message`. */
  readonly clause: string;
  readonly level: Level;
  readonly title: string;
  readonly needs: readonly Need[];
  readonly run: (t: Scene) => Promise<void>;
}

type Run = Case["run"];

/** The makers of the cases of one clause. */
export interface Clause {
  readonly must: (title: string, run: Run, ...needs: readonly Need[]) => Case;
  readonly should: (title: string, run: Run, ...needs: readonly Need[]) => Case;
}

/** Makes cases that cite this clause; what `shared` needs, each of them needs. */
export function clause(name: string, ...shared: readonly Need[]): Clause {
  const define =
    (level: Level) =>
    (title: string, run: Run, ...needs: readonly Need[]): Case => ({
      clause: name,
      level,
      title,
      needs: [...shared, ...needs],
      run,
    });
  return { must: define("MUST"), should: define("SHOULD") };
}

/** The document a case cites. */
export function documentOf(one: Case): string {
  return one.clause.split(": ", 1)[0] ?? one.clause;
}
