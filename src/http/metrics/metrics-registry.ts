import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Distribution } from "../../commands/classified.ts";
import { soon } from "../../history/soon.ts";
import type { HistogramMetric, Metric, NumberMetric, Sample } from "./metric.ts";
import type { Readings } from "./readings.ts";

/** A registry of one server's own, with everything in the table: nothing is kept in it, all is read at each scrape. */
export function metricsRegistry(table: readonly Metric[], readings: Readings): Registry {
  const registry = new Registry();
  for (const metric of table) {
    if (metric.type === "histogram") registry.registerMetric(new ReadHistogram(metric, readings));
    else registry.registerMetric(readNumber(metric, readings));
  }
  return registry;
}

function readNumber(metric: NumberMetric, readings: Readings): Counter | Gauge {
  const { name, help, labels: labelNames } = metric;
  const facts = { name, help, labelNames, registers: [] };
  const set = (samples: Awaited<ReturnType<NumberMetric["read"]>>) => {
    read.reset();
    for (const { value, labels = {} } of samples) read.inc(labels, value);
  };
  const collect = () => soon(metric.read(readings), set);
  const read =
    metric.type === "counter" ? new Counter({ ...facts, collect }) : new Gauge({ ...facts, collect });
  return read;
}

interface HistogramValue {
  readonly metricName: string;
  readonly value: number;
  readonly labels: Readonly<Record<string, string | number>>;
}

/** A histogram that observes nothing itself: its classes are counted elsewhere. */
class ReadHistogram extends Histogram {
  readonly #metric: HistogramMetric;
  readonly #readings: Readings;

  constructor(metric: HistogramMetric, readings: Readings) {
    const { name, help, labels: labelNames, bounds } = metric;
    super({ name, help, labelNames, buckets: [...bounds], registers: [] });
    this.#metric = metric;
    this.#readings = readings;
  }

  /** What a scrape is made from; `get` asks it, too. */
  async getForPromString() {
    const { name, help, type } = this.#metric;
    const values = [...this.#metric.read(this.#readings)].flatMap((sample) => this.#values(sample));
    return { name, help, type, values };
  }

  #values({ value, labels = {} }: Sample<Distribution>): HistogramValue[] {
    const { name, bounds } = this.#metric;
    const values: HistogramValue[] = [];
    let upTo = 0;
    for (const [place, count] of value.classes.entries()) {
      upTo += count;
      values.push({
        metricName: `${name}_bucket`,
        value: upTo,
        labels: { ...labels, le: bounds[place] ?? "+Inf" },
      });
    }
    values.push({ metricName: `${name}_sum`, value: value.sum, labels });
    values.push({ metricName: `${name}_count`, value: upTo, labels });
    return values;
  }
}
