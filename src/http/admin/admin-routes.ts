import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Logger } from "../../logging/logger.ts";
import { StoreError } from "../../store/store.ts";
import type { AuditRecord } from "../../world/audit.ts";
import type { Gatekeeper } from "../gatekeeper.ts";
import { HttpProblem, problem } from "../problem.ts";
import { holderOf, type Scope, type Token } from "../tokens.ts";
import type { AdminNode } from "./admin-node.ts";
import { checked } from "./checked.ts";
import { LogStream, logStream } from "./log-stream.ts";
import { openApi } from "./openapi.ts";
import type { Operation } from "./operation.ts";
import { operations, PREFIX } from "./operations.ts";

/** What the routes need besides the node. */
export interface AdminRim {
  readonly gatekeeper: Gatekeeper;
  readonly log: Logger;
  readonly version: string;
}

// Each holds a socket and a buffer.
const mostStreams = 16;

/** The admin API: every operation behind the one gate, and written down in the log. */
export function addAdmin(app: FastifyInstance, node: AdminNode, rim: AdminRim): void {
  app.get("/openapi.json", async () => openApi([...operations, logStream], rim.version));
  for (const operation of operations) addOperation(app, node, rim, operation);
  addLogStream(app, node, rim);
}

function addOperation(app: FastifyInstance, node: AdminNode, rim: AdminRim, operation: Operation): void {
  const { method } = operation;
  const gate = gateFor(rim, operation);
  app.route({
    method,
    url: urlOf(operation),
    // Before the body is read: nothing is taken from strangers.
    onRequest: async (request) => gate.admit(request),
    handler: async (request, reply) => {
      const token = gate.tokenOf(request);
      const asked = { ...checked(operation, request), token };
      gate.concerns(request, concernOf(asked.params, asked.body));
      return reply.send(await outcomeOf(operation, node, asked));
    },
    onResponse: async (request, reply) => {
      gate.audit(request, reply.statusCode);
      const act = method === "GET" ? undefined : gate.actOf(request, reply.statusCode);
      if (act) node.audit(act);
    },
  });
}

function addLogStream(app: FastifyInstance, { lines }: AdminNode, rim: AdminRim): void {
  const gate = gateFor(rim, logStream);
  let streams = 0;
  app.get(urlOf(logStream), {
    onRequest: async (request) => gate.admit(request),
    handler: async (request, reply) => {
      const token = gate.tokenOf(request);
      const { query } = checked(logStream, request);
      if (streams >= mostStreams) throw new HttpProblem(problem(503, "So many follow the log already"));
      streams += 1;
      reply.raw.on("close", () => {
        streams -= 1;
      });
      gate.audit(request, 200);
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      reply.raw.writeHead(200, { "content-type": "text/event-stream", "x-accel-buffering": "no" });
      const isAllowed = () => rim.gatekeeper.isGood(token, logStream.scope);
      new LogStream(reply.raw, { lines, isAllowed }, logStream.query.parse(query));
    },
    // A stream passes no such hook: these were refused.
    onSend: async (request, reply) => gate.audit(request, reply.statusCode),
  });
}

/** The one who asks, and what is written down of it. */
function gateFor(
  { gatekeeper, log }: AdminRim,
  { id: action, scope }: { readonly id: string; readonly scope: Scope },
) {
  const tokens = new WeakMap<FastifyRequest, Token>();
  const concerns = new WeakMap<FastifyRequest, Concern>();
  return {
    admit(request: FastifyRequest): void {
      tokens.set(request, gatekeeper.admit(request, scope));
    },
    tokenOf(request: FastifyRequest): Token {
      const token = tokens.get(request);
      if (!token) throw new Error("a request that passed no gate");
      return token;
    },
    concerns(request: FastifyRequest, concern: Concern): void {
      concerns.set(request, concern);
    },
    /** What was done, or tried, with a token that is known. */
    actOf(request: FastifyRequest, status: number): Omit<AuditRecord, "at"> | undefined {
      const by = gatekeeper.nameOf(request);
      // Who asks too often is not to fill the audit log.
      if (by === undefined || status === 429) return undefined;
      const { about = {}, reason } = concerns.get(request) ?? {};
      const target = Object.values(about).join(" ");
      const outcome = status < 400 ? "done" : `refused with ${status}`;
      return {
        ...{ by: holderOf(by), address: request.ip, command: action, outcome },
        ...(target !== "" && { target }),
        ...(reason !== undefined && { reason }),
      };
    },
    audit(request: FastifyRequest, status: number): void {
      const who = gatekeeper.nameOf(request);
      const values = { token: who, address: request.ip, action, ...concerns.get(request)?.about, status };
      // Who asks too often is not to fill the log as well.
      if (status === 429) log.debug(values, "admin");
      else log.info(values, "admin");
    },
  };
}

/** What a request is about, as it may be written down. */
interface Concern {
  readonly about: Readonly<Record<string, string>>;
  readonly reason: string | undefined;
}

/** What an act is about: never what is said, nor what may be a key. */
function concernOf(...parts: readonly unknown[]): Concern {
  const known = new Map<string, unknown>(Object.entries(Object.assign({}, ...parts)));
  const names = ["nick", "channel", "account", "target", "kind", "mask"];
  const about = names.flatMap((name) => wordAt(known, name).map((word) => [name, word] as const));
  return { about: Object.fromEntries(about), reason: wordAt(known, "reason")[0] };
}

function wordAt(known: ReadonlyMap<string, unknown>, name: string): readonly string[] {
  const word = known.get(name);
  return typeof word === "string" ? [word] : [];
}

function urlOf({ path }: { readonly path: string }): string {
  return PREFIX + path.replaceAll(/\{(\w+)\}/g, ":$1");
}

async function outcomeOf(operation: Operation, node: AdminNode, asked: Parameters<Operation["run"]>[1]) {
  try {
    return await operation.run(node, asked);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const cause = { cause: error };
    throw new HttpProblem(problem(503, "The store could not do it; nothing was changed"), {}, cause);
  }
}
