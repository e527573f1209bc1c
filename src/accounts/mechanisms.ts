import { randomBytes } from "node:crypto";
import { ircv3BearerMechanism, oauthBearerMechanism } from "./bearer-mechanisms.ts";
import { externalMechanism } from "./external-mechanism.ts";
import type { Mechanism } from "./mechanism.ts";
import { plainMechanism } from "./plain-mechanism.ts";
import { type ScramParts, scramMechanism } from "./scram-mechanism.ts";

/** What there is to log in with: what the connection has shown, and what the node can check. */
export interface MechanismOffer {
  /** Of the client's certificate; without one there is no EXTERNAL. */
  readonly certfp: string | undefined;
  /** `Logins.scramChallenge`; left out: no SCRAM. */
  readonly scramChallenge: ScramParts["challenge"] | undefined;
  /** Whether there is an issuer of bearer tokens. */
  readonly bearer: boolean;
}

/** The mechanisms for a connection, in the order they are offered. */
export function mechanismsFor({ certfp, scramChallenge, bearer }: MechanismOffer): readonly Mechanism[] {
  return [
    ...(certfp === undefined ? [] : [externalMechanism(certfp)]),
    ...(scramChallenge ? [scramMechanism({ challenge: scramChallenge, nonce })] : []),
    plainMechanism,
    ...(bearer ? [oauthBearerMechanism, ircv3BearerMechanism] : []),
  ];
}

/** Their names, as `sasl=` and 908 list them. */
export function namesOf(mechanisms: readonly Mechanism[]): readonly string[] {
  return mechanisms.map(({ name }) => name);
}

function nonce(): string {
  return randomBytes(18).toString("base64");
}
