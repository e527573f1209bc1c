import type { FastifyInstance } from "fastify";
import { HttpProblem, problem } from "./problem.ts";

/** Answers an authority that asks whether this server wants a certificate: RFC 8555 8.3. */
export function addAcmeChallenge(
  app: FastifyInstance,
  challenge: (token: string) => string | undefined,
): void {
  app.get<{ Params: { token: string } }>("/.well-known/acme-challenge/:token", async ({ params }, reply) => {
    const answer = challenge(params.token);
    if (answer === undefined)
      throw new HttpProblem(problem(404, "Nobody asks for a certificate by this token"));
    return reply.type("application/octet-stream").send(answer);
  });
}
