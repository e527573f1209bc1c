import { CaseFailure, CaseSkipped } from "../client/failure.ts";
import type { Target } from "../client/raw-client.ts";
import type { Case } from "./case.ts";
import type { Facts } from "./facts.ts";
import type { Names } from "./names.ts";
import { Scene } from "./scene.ts";

/** How a case ended; a warning is a SHOULD that is not kept. */
export type Outcome = "passed" | "failed" | "warned" | "skipped";

/** A case and what came of it. */
export interface Result {
  readonly case: Case;
  readonly outcome: Outcome;
  /** Why it failed or was skipped; empty when it passed. */
  readonly reason: string;
  readonly ms: number;
}

/** The server under test and what is known of it. */
export interface Bench {
  readonly target: Target;
  readonly facts: Facts;
  readonly names: Names;
}

/** Runs one case and closes what it opened. */
export async function runCase(one: Case, bench: Bench): Promise<Result> {
  const start = performance.now();
  const end = (outcome: Outcome, reason = ""): Result => ({
    case: one,
    outcome,
    reason,
    ms: Math.round(performance.now() - start),
  });
  const missing = one.needs.map((need) => need(bench.facts)).find((reason) => reason !== undefined);
  if (missing !== undefined) return end("skipped", missing);
  const scene = new Scene(bench.target, bench.facts, bench.names);
  try {
    await one.run(scene);
    return end("passed");
  } catch (error) {
    if (error instanceof CaseSkipped) return end("skipped", error.message);
    return end(one.level === "MUST" ? "failed" : "warned", reasonOf(error));
  } finally {
    scene.close();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof CaseFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
