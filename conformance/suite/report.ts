import { writeFile } from "node:fs/promises";
import { documentOf } from "./case.ts";
import type { Outcome, Result } from "./run-case.ts";

const SIGNS = {
  passed: "ok  ",
  failed: "FAIL",
  warned: "warn",
  skipped: "skip",
} as const satisfies Record<Outcome, string>;

/** How many cases ended how. */
export function countOutcomes(results: readonly Result[]): Record<Outcome, number> {
  const counts = { passed: 0, failed: 0, warned: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome] += 1;
  return counts;
}

/** The results as text, grouped by document and clause, with a line of sums at the end. */
export function toTable(results: readonly Result[]): string {
  const documents = groupBy(results, (result) => documentOf(result.case));
  const blocks = [...documents].flatMap(([document, group]) => [document, ...clauseBlocks(group), ""]);
  const { passed, failed, warned, skipped } = countOutcomes(results);
  return [...blocks, `${passed} passed, ${failed} failed, ${warned} warnings, ${skipped} skipped`].join("\n");
}

/** Writes the results as JSON. */
export async function writeJson(file: string, server: string, results: readonly Result[]): Promise<void> {
  const rows = results.map((result) => ({
    clause: result.case.clause,
    level: result.case.level,
    title: result.case.title,
    outcome: result.outcome,
    reason: result.reason,
    ms: result.ms,
  }));
  const text = JSON.stringify({ server, counts: countOutcomes(results), results: rows }, undefined, 2);
  await writeFile(file, `${text}\n`);
}

function clauseBlocks(results: readonly Result[]): string[] {
  const clauses = groupBy(results, (result) => result.case.clause.split(": ").slice(1).join(": "));
  return [...clauses].flatMap(([name, group]) => [`  ${name}`, ...group.map(toRow)]);
}

function toRow({ case: one, outcome, reason }: Result): string {
  const row = `    ${SIGNS[outcome]} ${one.level.padEnd(6)} ${one.title}`;
  if (reason === "") return row;
  return `${row}\n${reason.replace(/^/gm, " ".repeat(16))}`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
