import type { Claim } from "./claim.ts";
import type { LoginVerdict } from "./logins.ts";

/** What slow work leads to. */
export type MechanismAnswer =
  | { readonly type: "challenge"; readonly challenge: Uint8Array }
  | { readonly type: "concluded"; readonly verdict: LoginVerdict }
  | { readonly type: "refused" };

/** What a mechanism answers to what the client sent. */
export type MechanismStep =
  | MechanismAnswer
  | { readonly type: "work"; readonly answer: Promise<MechanismAnswer> }
  /** A claim to be judged. What `tell` makes of the verdict is a last challenge, which the client has to answer. */
  | {
      readonly type: "log-in";
      readonly claim: Claim;
      readonly tell?: ((verdict: LoginVerdict) => Uint8Array | undefined) | undefined;
    };

/** One client's way through a mechanism. */
export interface MechanismConversation {
  /** What the client sent, whole and decoded; it is wiped afterwards, so nothing may keep it. */
  receive(response: Uint8Array): MechanismStep;
}

/** A SASL mechanism (RFC 4422). All of ours are client-first: the server begins with an empty challenge. */
export interface Mechanism {
  readonly name: string;
  /** How many full chunks of base64 a response may have; left out: eight. */
  readonly mostChunks?: number;
  begin(): MechanismConversation;
}
