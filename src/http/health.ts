import type { FastifyInstance } from "fastify";

/** What tells whether the node can serve. */
export interface Readiness {
  /** Why it cannot, in words; none where it can. */
  reasons(): readonly string[];
}

/** `/healthz`: the event loop answers. `/readyz`: clients are served; 503 with the reasons where they are not. */
export function addHealth(app: FastifyInstance, readiness: Readiness): void {
  app.get("/healthz", async () => ({ status: "alive" }));
  app.get("/readyz", async (_request, reply) => {
    const reasons = readiness.reasons();
    if (reasons.length > 0) return reply.code(503).send({ status: "not ready", reasons });
    return { status: "ready" };
  });
}
