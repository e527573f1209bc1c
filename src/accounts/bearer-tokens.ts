import type { JWTPayload, JWTVerifyGetKey } from "jose";
import type { BearerConfig } from "../config/schema.ts";
import { isTooLong } from "./claim.ts";

/** What tokens are checked with; tests give their own. */
export interface BearerTokenParts {
  /** The issuer in force; the same object until another is configured. */
  readonly issuer: () => BearerConfig | undefined;
  /** The time in ms. */
  readonly now: () => number;
  readonly openKeys?: (config: BearerConfig) => JWTVerifyGetKey;
}

// Two clocks are never the same.
const toleranceSeconds = 5;

/** Bearer tokens of the configured issuer: signed JWTs (RFC 7519) with an end, meant for this server. */
export class BearerTokens {
  readonly #parts: BearerTokenParts;
  #opened: { readonly config: BearerConfig; readonly keys: JWTVerifyGetKey } | undefined;

  constructor(parts: BearerTokenParts) {
    this.#parts = parts;
  }

  /** True if there is an issuer: without one no token is good for anything. */
  get available(): boolean {
    return this.#parts.issuer() !== undefined;
  }

  /** The name of the account a token is for, if it is good; rejects with a KeySetError if that cannot be told. */
  async accountOf(token: string): Promise<string | undefined> {
    const config = this.#parts.issuer();
    if (!config) return undefined;
    // Loaded only here: most servers have no issuer.
    const [{ errors, jwtVerify }, { keySet }] = await Promise.all([import("jose"), import("./key-set.ts")]);
    const { openKeys = keySet, now } = this.#parts;
    if (this.#opened?.config !== config) this.#opened = { config, keys: openKeys(config) };
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.#opened.keys, {
        issuer: config.issuer,
        audience: config.audience,
        // RFC 8725 3.1: the header does not choose; `none` and HMAC are never among these.
        algorithms: [...config.algorithms],
        requiredClaims: ["exp"],
        clockTolerance: toleranceSeconds,
        currentDate: new Date(now()),
      });
      return isForLoggingIn(protectedHeader.typ) ? nameIn(payload, config) : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

// RFC 8725 3.11 and RFC 9068 4: no other kind of token is for this, whoever signed it.
function isForLoggingIn(type: unknown): boolean {
  if (type === undefined) return true;
  return typeof type === "string" && ["jwt", "at+jwt", "application/at+jwt"].includes(type.toLowerCase());
}

function nameIn(claims: JWTPayload, { accountClaim }: BearerConfig): string | undefined {
  const name =
    accountClaim === undefined ? (claims["preferred_username"] ?? claims.sub) : claims[accountClaim];
  if (typeof name !== "string" || name === "" || isTooLong(name)) return undefined;
  return name;
}
