import type { Measured } from "./figures.ts";

/** Each figure of each scenario: the median of the runs, and the range where there were several. */
export function table(results: ReadonlyMap<string, readonly Measured[]>): string {
  const rows = [...results].flatMap(([scenario, runs]) => {
    const names = Object.keys(runs[0]?.figures ?? {});
    return names.map((name) => [
      scenario,
      name,
      spread(runs.map(({ figures }) => figures[name] ?? Number.NaN)),
    ]);
  });
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")).join("\n");
}

function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const median = readable(sorted[Math.floor(sorted.length / 2)]);
  return sorted.length === 1 ? median : `${median} (${readable(sorted[0])}–${readable(sorted.at(-1))})`;
}

function readable(value = Number.NaN): string {
  if (Number.isNaN(value)) return "not measured";
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
