/** What a mechanism answers to what the client sent. */
export type MechanismStep =
  | { readonly type: "challenge"; readonly challenge: Uint8Array }
  | { readonly type: "log-in"; readonly account: string; readonly password: string }
  | { readonly type: "refused" };

/** One client's way through a mechanism. */
export interface MechanismConversation {
  /** What the client sent, whole and decoded; it is wiped afterwards, so nothing may keep it. */
  receive(response: Uint8Array): MechanismStep;
}

/** A SASL mechanism (RFC 4422). All of ours are client-first: the server begins with an empty challenge. */
export interface Mechanism {
  readonly name: string;
  begin(): MechanismConversation;
}
