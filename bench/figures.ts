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

/** The CPU time in µs that each of so many takes: the middle one of some rounds, after one that warms up. */
export function cpuOfEach(count: number, rounds: number, round: () => void): number {
  const once = () => {
    const before = process.cpuUsage();
    round();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / count;
  };
  once();
  const sorted = Array.from({ length: rounds }, once).sort((one, other) => one - other);
  return sorted[Math.floor(rounds / 2)] ?? Number.NaN;
}

/** Messages that did not arrive once, in order and unchanged. */
export function astray({ lost, repeatedOrReordered, wrong }: Arrived): number {
  return lost + repeatedOrReordered + wrong;
}
