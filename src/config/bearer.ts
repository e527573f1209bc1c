import { z } from "zod";
import { line, listOf, mustBe, oneOf, section, subKey } from "./fields.ts";
import { isServiceUrl } from "./service-url.ts";

// RFC 8725 3.1, 3.2: signatures anybody can check and only the issuer can make; never `none`, never a shared key.
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
] as const;

/** Who issues bearer tokens, and what must be in them. */
export function bearer() {
  return section({
    issuer: subKey(line(), "who issues the tokens, as they say it (iss)"),
    audience: subKey(line(), "for whom the tokens have to be (aud)"),
    jwks: subKey(keys(), "the issuer's keys (JWKS): a URL, or { file: FILE }"),
    accountClaim: subKey(
      line().optional(),
      "the claim that names the account; left out: preferred_username, or sub where there is none",
    ),
    algorithms: subKey(
      listOf(oneOf(ALGORITHMS), "a list of algorithms")
        .min(1, "must name at least one algorithm")
        .default(["RS256", "ES256", "EdDSA"]),
      "how tokens may be signed",
    ),
  });
}

function keys() {
  const error = mustBe("an https: URL, an http: URL on this machine, or { file: … }");
  return z.union([z.string().refine(isServiceUrl), z.strictObject({ file: line() })], { error });
}
