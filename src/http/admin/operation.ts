import type { z } from "zod";
import type { Scope, Token } from "../tokens.ts";
import type { AdminNode } from "./admin-node.ts";
import { nothing } from "./fields.ts";

type Nothing = typeof nothing;

/** What a request brings, checked. */
export interface Asked<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly token: Token;
}

/** What an operation is called, who may ask for it, and what it takes and answers. */
interface Head<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodObject, A extends z.ZodType> {
  /** What it is called in the log and in the OpenAPI document: `users.kill`. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below `/api/v1`, as OpenAPI writes it: `/users/{nick}`. */
  readonly path: string;
  readonly scope: Scope;
  readonly summary: string;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly answer: A;
}

/** What an operation takes and answers where its row does not say. */
const unsaid = { params: nothing, query: nothing, body: nothing, answer: nothing };

type Unsaid = keyof typeof unsaid;

interface Spec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodObject, A extends z.ZodType>
  extends Omit<Head<P, Q, B, A>, Unsaid>,
    Partial<Pick<Head<P, Q, B, A>, Unsaid>> {
  /** Mistakes beyond those every operation may answer with: 404, 422. */
  readonly problems?: readonly number[];
  run(
    node: AdminNode,
    asked: Asked<z.output<P>, z.output<Q>, z.output<B>>,
  ): Promise<z.output<A>> | z.output<A>;
}

/** One operation of the admin API: the route, the check of what comes, and the OpenAPI document are made from it. */
export interface Operation extends Head<z.ZodObject, z.ZodObject, z.ZodObject, z.ZodType> {
  readonly problems: readonly number[];
  run(node: AdminNode, asked: Asked<unknown, unknown, unknown>): Promise<unknown> | unknown;
}

/** Defines an operation: what it is given is what its own schemas have let through. */
export function defineOperation<
  P extends z.ZodObject = Nothing,
  Q extends z.ZodObject = Nothing,
  B extends z.ZodObject = Nothing,
  A extends z.ZodType = Nothing,
>(spec: Spec<P, Q, B, A>): Operation {
  return {
    ...unsaid,
    ...spec,
    problems: spec.problems ?? [],
    run: (node, asked) => spec.run(node, asked as Asked<z.output<P>, z.output<Q>, z.output<B>>),
  };
}
