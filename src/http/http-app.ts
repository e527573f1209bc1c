import type { Socket } from "node:net";
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from "fastify";
import { HttpProblem, PROBLEM_JSON, type Problem, problem } from "./problem.ts";

/** What is told of the requests of a listener. */
export interface HttpEvents {
  /** An answer has gone out. */
  answered(status: number): void;
  /** Something of ours threw. */
  broke(error: unknown, path: string): void;
}

/** What a page of this origin may do: nothing, unless it is among these. */
export type AllowedOrigins = () => readonly string[];

// Who talks slowly, or of nothing, holds a socket no longer than this.
const headersMs = 5_000;
const requestMs = 10_000;
const idleMs = 10_000;
const mostConnections = 256;
const mostBytes = 64 * 1024;

/** An application that bounds what a request may cost and answers every mistake with a problem; routes are added to it. */
export function httpApp(origins: AllowedOrigins, events: HttpEvents): FastifyInstance {
  const app = fastify({
    bodyLimit: mostBytes,
    requestTimeout: requestMs,
    keepAliveTimeout: idleMs,
    forceCloseConnections: true,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 512 },
    http: { headersTimeout: headersMs, connectionsCheckingInterval: 1_000, maxHeaderSize: 16 * 1024 },
    // An address that cannot be read reaches no hook.
    frameworkErrors: (error, _request, reply) =>
      sendProblem(reply.headers(safety), problem(error.statusCode ?? 400, "The address is not understood")),
    clientErrorHandler: (error, socket) => refuseConnection(error, socket),
  });
  app.server.maxConnections = mostConnections;
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", async (request, reply) => {
    reply.headers(safety);
    const { origin } = request.headers;
    if (origin === undefined || !origins().includes(origin)) return;
    reply.headers({ "access-control-allow-origin": origin, vary: "Origin" });
    if (request.method !== "OPTIONS") return;
    return reply.headers(preflight).code(204).send();
  });
  app.addHook("onResponse", async (_request, reply) => events.answered(reply.statusCode));
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problem(404, "There is nothing here")));
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof HttpProblem) return sendProblem(reply.headers(error.headers), error.problem);
    const status = error.statusCode ?? 500;
    if (status < 500) return sendProblem(reply, problem(status, wordsFor(status)));
    events.broke(error, request.routeOptions.url ?? "*");
    return sendProblem(reply, problem(500, "This went wrong here; the server's log says more"));
  });
  return app;
}

/** Answers with a problem. */
export function sendProblem(reply: FastifyReply, answer: Problem): FastifyReply {
  return reply.code(answer.status).header("content-type", PROBLEM_JSON).send(answer);
}

// Answers are for programs: no page may frame them, keep them, or take them for anything else.
const safety = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

const preflight = {
  "access-control-allow-headers": "authorization, content-type",
  "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
  "access-control-max-age": "600",
};

// What fastify says of a request repeats parts of it.
function wordsFor(status: number): string {
  return mistakes[status] ?? "The request is not understood";
}

const mistakes: Readonly<Record<number, string>> = {
  400: "The request is no sound JSON, or no sound HTTP",
  413: `The body is longer than ${mostBytes} bytes`,
  414: "The address is too long",
  415: "The body must be application/json",
};

function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy(error);
    return;
  }
  const status = statuses[error.code ?? ""] ?? 400;
  const answer = problem(status);
  const body = JSON.stringify(answer);
  const head = [
    `HTTP/1.1 ${status} ${answer.title}`,
    `content-type: ${PROBLEM_JSON}`,
    `content-length: ${body.length}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}

const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};
