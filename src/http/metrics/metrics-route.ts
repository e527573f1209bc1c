import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import type { HttpConfig } from "../../config/schema.ts";
import type { Gatekeeper } from "../gatekeeper.ts";
import { HttpProblem, problem } from "../problem.ts";

/** `/metrics`, in the text format of Prometheus. */
export function addMetrics(
  app: FastifyInstance,
  registry: Registry,
  gatekeeper: Gatekeeper,
  access: () => HttpConfig["metrics"],
): void {
  app.get("/metrics", async (request, reply) => {
    const open = access();
    if (open === "off") throw new HttpProblem(problem(404, "Metrics are switched off"));
    if (open !== "open") gatekeeper.admit(request, "metrics:read");
    return reply.header("content-type", registry.contentType).send(await registry.metrics());
  });
}
