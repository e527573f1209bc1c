import { allCases } from "../cases/all.ts";
import type { Case } from "../suite/case.ts";
import { inParallel } from "../suite/in-parallel.ts";
import { type Bench, type Result, runCase } from "../suite/run-case.ts";
import { coarseFaults } from "./coarse.ts";
import type { Fault, Transform } from "./fault.ts";
import { FaultProxy } from "./fault-proxy.ts";

const CASES_AT_A_TIME = 16;

/** A bench with an address for every proxy: servers count failed logins by where they come from. */
export interface FaultBench extends Bench {
  readonly addresses: Iterator<string, undefined>;
}

/** Whether the cited cases noticed a fault; skipped when this server has nothing for them to judge. */
export interface Verdict {
  readonly fault: Fault;
  readonly outcome: "caught" | "MISSED" | "skipped";
  readonly remarks: readonly string[];
}

/** Puts the fault before the server and runs the cited cases, without it and with it. */
export async function tryFault(fault: Fault, bench: FaultBench): Promise<Verdict> {
  const cited = fault.cites.map(caseOf);
  const sound = await runBehind((line) => [line], cited, bench, 1);
  const judged = cited.filter((_, at) => sound[at]?.outcome === "passed");
  const faulty = await runBehind(fault.transform, judged, bench, 1);
  const remarks = [
    ...sound.filter(({ outcome }) => outcome === "skipped").map((result) => `skipped: ${inWords(result)}`),
    ...sound.filter(isComplaint).map((result) => `fails without the fault: ${inWords(result)}`),
    ...faulty
      .filter((result) => !isComplaint(result))
      .map((result) => `not noticed by: ${result.case.title}`),
  ];
  if (sound.some(isComplaint) || !faulty.every(isComplaint)) return { fault, outcome: "MISSED", remarks };
  return { fault, outcome: judged.length > 0 ? "caught" : "skipped", remarks };
}

/** Which of these cases no coarse fault makes fail, of those this server can be judged by. */
export async function neverFailing(cases: readonly Case[], bench: FaultBench): Promise<readonly Case[]> {
  let left = cases.filter((one) => one.needs.every((need) => need(bench.facts) === undefined));
  for (const transform of Object.values(coarseFaults)) {
    const results = await runBehind(transform, left, bench, CASES_AT_A_TIME);
    left = results.filter((result) => !isComplaint(result)).map((result) => result.case);
  }
  const results = await runBehind((line) => [line], left, bench, CASES_AT_A_TIME);
  return results.filter(({ outcome }) => outcome !== "skipped").map((result) => result.case);
}

/** The case with this title. */
export function caseOf(title: string): Case {
  const found = allCases.find((one) => one.title === title);
  if (found === undefined) throw new Error(`no case has the title "${title}"`);
  return found;
}

async function runBehind(
  transform: Transform,
  cases: readonly Case[],
  bench: FaultBench,
  jobs: number,
): Promise<Result[]> {
  const proxy = await FaultProxy.start(bench.target, transform, bench.addresses.next().value);
  const target = { ...bench.target, host: "127.0.0.1", port: proxy.port };
  const results = await inParallel(jobs, cases, (one) => runCase(one, { ...bench, target }));
  await proxy.stop();
  return results;
}

function isComplaint({ outcome }: Result): boolean {
  return outcome === "failed" || outcome === "warned";
}

function inWords(result: Result): string {
  return `${result.case.title} (${result.reason.split("\n", 1)[0]})`;
}
