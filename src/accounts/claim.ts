import { byteLength } from "../protocol/text.ts";

// RFC 4616 2 wants no fewer.
const mostNameBytes = 255;

/** True if the name of an account has more bytes than are taken. */
export function isTooLong(name: string): boolean {
  return byteLength(name) > mostNameBytes;
}

/** What somebody says who wants to log in: as whom, and what shows it. */
export type Claim =
  | { readonly type: "password"; readonly account: string; readonly password: string }
  /** The fingerprint of the certificate the connection has shown; as its account, whichever, or only as that one. */
  | { readonly type: "certificate"; readonly certfp: string; readonly account: string | undefined }
  /** RFC 5802 3: the proof (base64) that the password is known, and the AuthMessage it is made for. */
  | { readonly type: "scram"; readonly account: string; readonly message: string; readonly proof: string }
  /** A token of the configured issuer; as the account it names, or only as that one. */
  | { readonly type: "bearer"; readonly token: string; readonly account: string | undefined };
