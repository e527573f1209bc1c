import { z } from "zod";
import type { Operation } from "./operation.ts";
import { PREFIX } from "./operations.ts";

/** What the document says of an operation. */
type Described = Omit<Operation, "run" | "answer" | "problems" | "method"> &
  Partial<Pick<Operation, "answer" | "problems">> & { readonly method: string };

type Json = Readonly<Record<string, unknown>>;

/** The admin API as an OpenAPI 3.1 document, from the same schemas that check what comes. */
export function openApi(operations: readonly Described[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const path = PREFIX + operation.path;
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: described(operation) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "ircd-ts admin API", version, license: { name: "MIT", identifier: "MIT" } },
    paths,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "A token of http.tokens, with the scope named",
        },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

function described(operation: Described): Json {
  const { id, scope, summary, answer, body, problems = [] } = operation;
  const hasBody = Object.keys(body.shape).length > 0;
  return {
    operationId: id,
    summary,
    tags: [id.slice(0, id.indexOf("."))],
    security: [{ token: [scope] }],
    parameters: [...parametersOf(operation.params, "path"), ...parametersOf(operation.query, "query")],
    ...(hasBody && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input") } } },
    }),
    responses: {
      200: answer
        ? { description: "Done", content: { "application/json": { schema: schemaOf(answer, "output") } } }
        : { description: "The stream", content: { "text/event-stream": {} } },
      ...Object.fromEntries([...usual, ...problems].map((status) => [status, problemResponse])),
    },
  };
}

const usual = [400, 401, 403, 404, 413, 415, 422, 429, 500, 503, 504];

const problemResponse = {
  description: "Not done, and why (RFC 9457)",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const problemSchema = schemaOf(
  z.object({
    type: z.literal("about:blank"),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
  }),
  "output",
);

function parametersOf(schema: z.ZodObject, where: "path" | "query"): readonly Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: required.includes(name),
    schema: property,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
}
