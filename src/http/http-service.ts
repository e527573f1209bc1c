import type { FastifyInstance } from "fastify";
import type { HttpConfig } from "../config/schema.ts";
import type { Logger } from "../logging/logger.ts";
import { addAcmeChallenge } from "./acme-challenge.ts";
import type { AdminNode } from "./admin/admin-node.ts";
import { addAdmin } from "./admin/admin-routes.ts";
import { Gatekeeper } from "./gatekeeper.ts";
import { addHealth, type Readiness } from "./health.ts";
import { httpApp } from "./http-app.ts";
import { metricTable } from "./metrics/metric-table.ts";
import { metricsRegistry } from "./metrics/metrics-registry.ts";
import { addMetrics } from "./metrics/metrics-route.ts";
import { ProcessWatch } from "./metrics/process-watch.ts";
import type { Readings } from "./metrics/readings.ts";

/** What is served over HTTP, and what it is read from. */
export interface HttpNode {
  readonly log: Logger;
  /** The section as it is in force now. */
  config(): HttpConfig;
  /** Who reads the metrics. */
  metricsAccess(): NonNullable<HttpConfig["metrics"]>;
  readonly readings: Omit<Readings, "process" | "httpAnswers">;
  readonly readiness: Readiness;
  readonly admin: AdminNode;
  /** What an authority is answered that asks for a token before it certifies this server. */
  challenge(token: string): string | undefined;
}

/** A place where HTTP is spoken. */
export interface HttpListener {
  readonly host: string;
  readonly port: number;
  /** Cuts off who is still there. */
  close(): Promise<void>;
}

/** Metrics, health and the admin API of one node: its counts and its gate stay when it listens elsewhere. */
export class HttpService {
  readonly #node: HttpNode;
  readonly #watch = new ProcessWatch();
  readonly #answers = new Map<string, number>();
  readonly #gatekeeper: Gatekeeper;
  readonly #metrics: ReturnType<typeof metricsRegistry>;

  constructor(node: HttpNode) {
    this.#node = node;
    this.#gatekeeper = new Gatekeeper(node.config, () => performance.now());
    const { readings } = node;
    const process = this.#watch;
    const httpAnswers = this.#answers;
    this.#metrics = metricsRegistry(metricTable, withMore(readings, { process, httpAnswers }));
  }

  /** Listens at a place; rejects with the system's error if it cannot. */
  async listen(host: string, port: number): Promise<HttpListener> {
    const app = this.#app();
    try {
      await app.listen({ host, port });
    } catch (error) {
      await app.close();
      throw error;
    }
    const address = app.server.address();
    const open = typeof address === "object" && address ? address.port : port;
    return { host, port: open, close: () => app.close() };
  }

  /** Ends what watches the process; its listeners are closed by whoever has opened them. */
  stop(): void {
    this.#watch.stop();
  }

  #app(): FastifyInstance {
    const { log, config, metricsAccess, readiness, readings, admin, challenge } = this.#node;
    const app = httpApp(() => config().origins, {
      answered: (status) => this.#answers.set(`${status}`, (this.#answers.get(`${status}`) ?? 0) + 1),
      broke: (error, path) => log.error({ err: error, path }, "a request failed"),
    });
    const gatekeeper = this.#gatekeeper;
    addHealth(app, readiness);
    addAcmeChallenge(app, challenge);
    addMetrics(app, this.#metrics, gatekeeper, metricsAccess);
    addAdmin(app, admin, { gatekeeper, log, version: readings.version });
    return app;
  }
}

// Getters stay getters: what is read is read at the scrape.
function withMore<A extends object, B extends object>(one: A, more: B): A & B {
  return Object.create(one, Object.getOwnPropertyDescriptors(more));
}
