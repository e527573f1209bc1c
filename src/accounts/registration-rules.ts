import { byteLength } from "../protocol/text.ts";
import { saslPrep } from "./sasl-prep.ts";

/** Why an account is not made: the code of account-registration.md, and words for people. */
export interface Objection {
  readonly code:
    | "ACCOUNT_EXISTS"
    | "ACCOUNT_NAME_MUST_BE_NICK"
    | "ALREADY_AUTHENTICATED"
    | "BAD_ACCOUNT_NAME"
    | "INVALID_CODE"
    | "INVALID_EMAIL"
    | "NEED_NICK"
    | "TEMPORARILY_UNAVAILABLE"
    | "UNACCEPTABLE_EMAIL"
    | "UNACCEPTABLE_PASSWORD"
    | "WEAK_PASSWORD";
  readonly reason: string;
}

const leastCharacters = 6;
// account-registration.md, "Server considerations": more may not fit into what else says a password.
const mostBytes = 300;

/** What is wrong with a password for the account of this name. */
export function objectionToPassword(password: string, account: string): Objection | undefined {
  if (byteLength(password) > mostBytes)
    return { code: "UNACCEPTABLE_PASSWORD", reason: `A password has at most ${mostBytes} bytes` };
  // What SASL could not say (RFC 4013) would open nothing.
  if (password !== "" && (saslPrep(password) === undefined || /^\s|\s$|\s\s/.test(password)))
    return {
      code: "UNACCEPTABLE_PASSWORD",
      reason: "A password is of letters, digits, signs and single spaces between them",
    };
  if ([...password].length < leastCharacters)
    return { code: "WEAK_PASSWORD", reason: `A password has at least ${leastCharacters} characters` };
  if (password.toLowerCase().includes(account.toLowerCase()) && password.length < account.length + 4)
    return { code: "WEAK_PASSWORD", reason: "Your name is the first that others try" };
  return undefined;
}

const mostAddressBytes = 254;

/** What is wrong with an e-mail address. */
export function objectionToEmail(email: string): Objection | undefined {
  // RFC 5321 4.5.3.1: 64 octets of a name, 255 of a domain; RFC 3696 errata 1690: 254 of both.
  const [, name = "", domain = ""] = /^(.*)@([^@]*)$/su.exec(email) ?? [];
  const isWhole = name !== "" && byteLength(name) <= 64 && byteLength(email) <= mostAddressBytes;
  if (!isWhole || !DOMAIN.test(domain))
    return { code: "INVALID_EMAIL", reason: "This is no e-mail address, such as you@example.org" };
  if (UNSAFE.test(name))
    return {
      code: "UNACCEPTABLE_EMAIL",
      reason: "An address with such signs cannot be written to from here",
    };
  return undefined;
}

// Letters beyond ASCII are as good: RFC 6531.
const DOMAIN =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?)(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?)*$/u;
// What ends a header, a command of SMTP or an address, or begins another: none of it is ever sent on.
const UNSAFE = /[\s\p{Cc}\p{Cf}\p{Cs}<>()[\]\\,;:"@]/u;
