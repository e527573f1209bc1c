import { isTooLong } from "./claim.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import type { Mechanism } from "./mechanism.ts";

/** EXTERNAL: what the connection itself has shown, its certificate (RFC 4422 A). */
export function externalMechanism(certfp: string): Mechanism {
  return {
    name: "EXTERNAL",
    begin: () => ({
      receive(response) {
        const account = decodeUtf8(response);
        if (account === undefined || account.includes("\0")) return { type: "refused" };
        if (isTooLong(account)) return { type: "refused" };
        // RFC 4422 A.1: with no authorization identity, the certificate says who it is.
        return { type: "log-in", claim: { type: "certificate", certfp, account: account || undefined } };
      },
    }),
  };
}
