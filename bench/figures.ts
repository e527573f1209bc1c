import type { Arrived } from "./traffic.ts";

/** What one scenario measured: figures by name with their unit, and how many messages went astray. */
export interface Measured {
  readonly figures: Readonly<Record<string, number>>;
  readonly faults: number;
}

/** The middle and nearly the longest of some times in ms. */
export function percentiles(times: Float64Array): Record<string, number> {
  const sorted = times.toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { "p50 ms": at(0.5), "p99 ms": at(0.99) };
}

/** Messages that did not arrive once, in order and unchanged. */
export function astray({ lost, repeatedOrReordered, wrong }: Arrived): number {
  return lost + repeatedOrReordered + wrong;
}
