import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { HttpConfig } from "../config/schema.ts";

/** One who may use the admin API. */
export type Token = HttpConfig["tokens"][number];

/** What a token may be good for. */
export type Scope = Token["scopes"][number];

/** Who acts by the token of that name, as bans, the audit log and operators have them. */
export function holderOf(name: string): string {
  return `${name} (admin API)`;
}

/** A new token, with the hash that stands in the configuration. */
export function newToken(): { readonly token: string; readonly hash: string } {
  const token = `ircd_${randomBytes(32).toString("base64url")}`;
  return { token, hash: `sha256:${digestOf(token).toString("hex")}` };
}

/**
 * The token that was shown. A fast hash does for it, other than for passwords: it has 256 bits nobody can guess. All of
 * them are compared, each in constant time, so that nothing is learnt from how long that takes.
 */
export function knownToken(tokens: readonly Token[], shown: string): Token | undefined {
  const digest = digestOf(shown);
  let known: Token | undefined;
  for (const token of tokens) {
    const expected = Buffer.from(token.hash.slice("sha256:".length), "hex");
    if (expected.length === digest.length && timingSafeEqual(digest, expected)) known = token;
  }
  return known;
}

/** The token of an Authorization header (RFC 6750 2.1); `undefined` where there is none. */
export function shownToken(authorization: string | undefined): string | undefined {
  return /^Bearer +([\w~+/.-]+=*)$/i.exec(authorization ?? "")?.[1];
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
