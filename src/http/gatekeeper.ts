import type { FastifyRequest } from "fastify";
import { placeOf } from "../accounts/place-of.ts";
import type { HttpConfig } from "../config/schema.ts";
import { HttpProblem, problem } from "./problem.ts";
import { Throttle } from "./throttle.ts";
import { knownToken, type Scope, shownToken, type Token } from "./tokens.ts";

/** The one gate of the HTTP listener: who asks, whether they may, and whether they ask too often. */
export class Gatekeeper {
  readonly #config: () => HttpConfig;
  readonly #byToken: Throttle;
  readonly #byPlace: Throttle;
  /** Whose token a request has shown, let in or not. */
  readonly #names = new WeakMap<FastifyRequest, string>();

  constructor(config: () => HttpConfig, now: () => number) {
    this.#config = config;
    this.#byToken = new Throttle(() => config().throttle, now);
    this.#byPlace = new Throttle(() => config().throttle, now);
  }

  /** The token of a request, if it is good for this; throws the problem to answer with. */
  admit(request: FastifyRequest, scope: Scope): Token {
    const shown = shownToken(request.headers.authorization);
    const token = shown === undefined ? undefined : knownToken(this.#config().tokens, shown);
    if (token) this.#names.set(request, token.name);
    else {
      tooOften(this.#byPlace.wait(placeOf(request.ip)));
      throw new HttpProblem(
        problem(401, shown === undefined ? "This needs a token: Authorization: Bearer …" : "No such token"),
        // RFC 6750 3: without a token no error is named.
        { "www-authenticate": shown === undefined ? "Bearer" : 'Bearer error="invalid_token"' },
      );
    }
    tooOften(this.#byToken.wait(token.name));
    if (!token.scopes.includes(scope))
      throw new HttpProblem(problem(403, `The token ${token.name} is not good for ${scope}`), {
        "www-authenticate": `Bearer error="insufficient_scope", scope="${scope}"`,
      });
    return token;
  }

  /** The name of the token a request has shown, if it is one. */
  nameOf(request: FastifyRequest): string | undefined {
    return this.#names.get(request);
  }

  /** Is the token still there, and good for this? */
  isGood({ hash }: Token, scope: Scope): boolean {
    return this.#config().tokens.some((token) => token.hash === hash && token.scopes.includes(scope));
  }
}

function tooOften(seconds: number): void {
  if (seconds > 0)
    throw new HttpProblem(problem(429, `Too many requests; again in ${seconds} s`), {
      "retry-after": String(seconds),
    });
}
