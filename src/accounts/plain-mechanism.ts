import { byteLength } from "../protocol/text.ts";
import { isTooLong } from "./claim.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { isSameAccount } from "./device.ts";
import type { Mechanism, MechanismStep } from "./mechanism.ts";

// RFC 4616 2: at least 255 bytes are taken; passphrases may be longer.
const mostPasswordBytes = 1024;

/** PLAIN: name and password as they are (RFC 4616). */
export const plainMechanism: Mechanism = {
  name: "PLAIN",
  begin: () => ({ receive: readPlain }),
};

// RFC 4616 2: message = [authzid] UTF8NUL authcid UTF8NUL passwd, all in UTF-8.
function readPlain(response: Uint8Array): MechanismStep {
  const [authzid, account, password, ...surplus] = decodeUtf8(response)?.split("\0") ?? [];
  if (account === undefined || password === undefined || surplus.length > 0) return { type: "refused" };
  // Nobody acts for another here.
  if (authzid && !isSameAccount(authzid, account)) return { type: "refused" };
  if (account === "" || isTooLong(account)) return { type: "refused" };
  if (password === "" || byteLength(password) > mostPasswordBytes) return { type: "refused" };
  return { type: "log-in", claim: { type: "password", account, password } };
}
