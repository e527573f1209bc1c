import { STATUS_CODES } from "node:http";

/** RFC 9457: what went wrong, for programs and people. */
export interface Problem {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** Where in the request something is wrong, and what. */
  readonly errors?: readonly ProblemPlace[];
}

/** A place in a request, as `body.text`, and what is wrong there. */
export interface ProblemPlace {
  readonly at: string;
  readonly message: string;
}

/** The media type of a problem. */
export const PROBLEM_JSON = "application/problem+json";

/** A problem of this status. */
export function problem(status: number, detail?: string, errors?: readonly ProblemPlace[]): Problem {
  return {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    ...(detail !== undefined && { detail }),
    ...(errors && { errors }),
  };
}

/** Ends a request with a problem. */
export class HttpProblem extends Error {
  readonly code = "HTTP_PROBLEM";
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(problem: Problem, headers: Readonly<Record<string, string>> = {}, options?: ErrorOptions) {
    super(problem.detail ?? problem.title, options);
    this.name = "HttpProblem";
    this.problem = problem;
    this.headers = headers;
  }
}
