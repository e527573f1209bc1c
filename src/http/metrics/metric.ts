import type { Distribution } from "../../commands/classified.ts";
import { type Soon, soon } from "../../history/soon.ts";
import type { Readings } from "./readings.ts";

/** A value, and what tells it from the others of its metric. */
export interface Sample<Value> {
  readonly value: Value;
  readonly labels?: Readonly<Record<string, string>>;
}

interface MetricFacts {
  readonly name: string;
  /** What it says, in a line. */
  readonly help: string;
  readonly labels: readonly string[];
}

/** A number that goes up (a counter), or up and down (a gauge). */
export interface NumberMetric extends MetricFacts {
  readonly type: "counter" | "gauge";
  /** Reads it now; `undefined` where there is nothing to read. */
  read(readings: Readings): Iterable<Sample<number>> | Promise<Iterable<Sample<number>>>;
}

/** How values are distributed. */
export interface HistogramMetric extends MetricFacts {
  readonly type: "histogram";
  readonly bounds: readonly number[];
  read(readings: Readings): Iterable<Sample<Distribution>>;
}

/** One row of the table of metrics. */
export type Metric = NumberMetric | HistogramMetric;

/** A number that only goes up. */
export function counter(name: string, help: string, read: (readings: Readings) => number): Metric {
  return { type: "counter", name, help, labels: [], read: (readings) => [{ value: read(readings) }] };
}

/** A number that goes up and down; `undefined` where it is not known. */
export function gauge(
  name: string,
  help: string,
  read: (readings: Readings) => Soon<number | undefined>,
): Metric {
  const samplesOf = (value: number | undefined) => (value === undefined ? [] : [{ value }]);
  return {
    type: "gauge",
    name,
    help,
    labels: [],
    read: (readings) => soon(read(readings), samplesOf),
  };
}

/** How often each of a few things happened. */
export function tally(
  name: string,
  help: string,
  label: string,
  read: (readings: Readings) => Iterable<readonly [name: string, times: number]>,
): Metric {
  return {
    type: "counter",
    name,
    help,
    labels: [label],
    read: (readings) => Array.from(read(readings), ([is, value]) => ({ value, labels: { [label]: is } })),
  };
}
