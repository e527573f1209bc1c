import type { Program } from "./person.ts";
import type { Outcome, Played } from "./play.ts";

const MARK = { passed: "ok", failed: "FAIL", skipped: "skipped" } as const;

/** A line per scenario and actor, a column per observer. */
export function table(played: readonly Played[], programs: readonly Program[]): string {
  const names = programs.map(({ name }) => name);
  const rows = played.map(({ title, outcomes }) => [
    title,
    ...names.map((name) => mark(outcomes.find(({ observer }) => observer === name))),
  ]);
  const head = ["seen by", ...names];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  "))
    .join("\n");
}

/** Every failure with its reason, and every reason to skip once. */
export function reasons(played: readonly Played[]): string {
  const failures = played.flatMap(({ title, outcomes }) =>
    outcomes
      .filter(({ result }) => result === "failed")
      .map(({ observer, why }) => `FAIL ${title}, ${observer}: ${why}`),
  );
  const skipped = all(played).filter(({ result }) => result === "skipped");
  const skips = [...new Set(skipped.map(({ why }) => `skipped: ${why}`))];
  return [...failures, ...skips].join("\n");
}

/** How many observers saw what they should have. */
export function counts(played: readonly Played[]): Record<Outcome["result"], number> {
  const count = (wanted: Outcome["result"]) => all(played).filter(({ result }) => result === wanted).length;
  return { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
}

function all(played: readonly Played[]): Outcome[] {
  return played.flatMap(({ outcomes }) => outcomes);
}

function mark(outcome: Outcome | undefined): string {
  return outcome ? MARK[outcome.result] : "·";
}
