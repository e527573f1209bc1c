import { isTooLong } from "./claim.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { readGs2 } from "./gs2-header.ts";
import type { LoginVerdict } from "./logins.ts";
import type { Mechanism, MechanismStep } from "./mechanism.ts";

// Tokens of real issuers list roles and groups: 12,000 bytes.
const mostChunks = 40;

/** OAUTHBEARER: a token in the words of RFC 7628. */
export const oauthBearerMechanism: Mechanism = {
  name: "OAUTHBEARER",
  mostChunks,
  begin: () => ({ receive: readOauth }),
};

/** IRCV3BEARER: a token in the words of IRCv3's proposal 545. */
export const ircv3BearerMechanism: Mechanism = {
  name: "IRCV3BEARER",
  mostChunks,
  begin: () => ({ receive: readIrcv3 }),
};

// RFC 6750 2.1: b64token. RFC 9110 11.1: the scheme is case-insensitive.
const AUTH = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;
// RFC 7628 3.1: key "=" value, of printable signs, spaces and line ends.
const PAIR = /^[A-Za-z]+=[\t\n\r -~]*$/;

// RFC 7628 3.1: client-resp = gs2-header kvsep *(key "=" value kvsep) kvsep, where kvsep is %x01.
function readOauth(response: Uint8Array): MechanismStep {
  const gs2 = readGs2(decodeUtf8(response) ?? "");
  const [empty, ...pairs] = gs2?.message.split("\x01") ?? [];
  const isWhole = empty === "" && pairs.pop() === "" && pairs.pop() === "";
  if (!isWhole || !pairs.every((pair) => PAIR.test(pair))) return { type: "refused" };
  const [auth, ...surplus] = pairs.filter((pair) => pair.startsWith("auth="));
  const token = AUTH.exec(auth?.slice("auth=".length) ?? "")?.[1];
  if (token === undefined || surplus.length > 0) return { type: "refused" };
  return claimOf(token, gs2?.authzid, tellInvalid);
}

// RFC 7628 3.2.2 and 3.2.3: who was wrong is told why, says AQ== to it, and only then has failed.
function tellInvalid(verdict: LoginVerdict): Uint8Array | undefined {
  const isWrong = "refused" in verdict && (verdict.refused === "wrong" || verdict.refused === "locked");
  return isWrong ? Buffer.from('{"status":"invalid_token"}') : undefined;
}

// Proposal 545: [authzid] NUL <token_type> NUL <token>. An opaque token says nothing that could be checked here.
function readIrcv3(response: Uint8Array): MechanismStep {
  const [authzid, type, token, ...surplus] = decodeUtf8(response)?.split("\0") ?? [];
  if (!token || surplus.length > 0 || (type !== "jwt" && type !== "oauth2")) return { type: "refused" };
  return claimOf(token, authzid);
}

function claimOf(token: string, authzid: string | undefined, tell?: typeof tellInvalid): MechanismStep {
  const account = authzid || undefined;
  if (account !== undefined && isTooLong(account)) return { type: "refused" };
  return { type: "log-in", claim: { type: "bearer", token, account }, tell };
}
