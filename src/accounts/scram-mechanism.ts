import { isTooLong } from "./claim.ts";
import { decodeUtf8 } from "./decode-utf8.ts";
import { readGs2 } from "./gs2-header.ts";
import type { LoginVerdict } from "./logins.ts";
import type { Mechanism, MechanismAnswer, MechanismStep } from "./mechanism.ts";
import { saslPrep } from "./sasl-prep.ts";
import type { ScramChallenge } from "./scram-keys.ts";
import { readClientFinal, readClientFirst } from "./scram-messages.ts";

/** Where a SCRAM exchange gets what it says. */
export interface ScramParts {
  /** The salt and cost for a name; nothing if nobody can log in right now. */
  readonly challenge: (account: string) => Promise<ScramChallenge | undefined>;
  /** Unguessable printable ASCII without a comma, another each time. */
  readonly nonce: () => string;
}

/** What has been said, once the server has sent its first message. */
interface Begun {
  readonly account: string;
  /** The GS2 header, in base64. */
  readonly binding: string;
  readonly nonce: string;
  /** client-first-message-bare "," server-first-message: how the AuthMessage begins. */
  readonly said: string;
}

/** SCRAM-SHA-256: proof of a password that is never sent (RFC 5802, RFC 7677); without channel binding. */
export function scramMechanism(parts: ScramParts): Mechanism {
  return {
    name: "SCRAM-SHA-256",
    begin() {
      let begun: Begun | undefined;
      const start = (next: Begun) => {
        begun = next;
      };
      return {
        receive: (response) => {
          const text = decodeUtf8(response) ?? "";
          return begun ? readProof(text, begun) : beginWith(text, parts, start);
        },
      };
    },
  };
}

function beginWith(text: string, parts: ScramParts, start: (begun: Begun) => void): MechanismStep {
  const first = readFirst(text);
  if (!first) return { type: "refused" };
  const { account, header, bare } = first;
  const nonce = first.nonce + parts.nonce();
  const answer = async (): Promise<MechanismAnswer> => {
    const challenge = await parts.challenge(account);
    if (!challenge) return { type: "concluded", verdict: { refused: "unavailable" } };
    const reply = `r=${nonce},s=${challenge.salt},i=${challenge.iterations}`;
    start({ account, nonce, binding: Buffer.from(header).toString("base64"), said: `${bare},${reply}` });
    return { type: "challenge", challenge: Buffer.from(reply) };
  };
  return { type: "work", answer: answer() };
}

function readFirst(text: string) {
  const gs2 = readGs2(text);
  const first = gs2 && readClientFirst(gs2.message);
  if (!first) return undefined;
  const account = saslPrep(first.name);
  if (account === undefined || isTooLong(account)) return undefined;
  // Nobody acts for another here.
  if (gs2.authzid !== undefined && saslPrep(gs2.authzid) !== account) return undefined;
  return { account, nonce: first.nonce, header: gs2.header, bare: gs2.message };
}

// RFC 5802 5.1 and 6: the header must come again as it was, or somebody between has changed it; so must the nonce.
function readProof(text: string, { account, binding, nonce, said }: Begun): MechanismStep {
  const final = readClientFinal(text);
  if (!final || final.binding !== binding || final.nonce !== nonce) return { type: "refused" };
  const message = `${said},${final.withoutProof}`;
  return {
    type: "log-in",
    claim: { type: "scram", account, message, proof: final.proof },
    tell: tellSignature,
  };
}

// RFC 5802 7: server-final-message; who was wrong learns no more than that.
function tellSignature(verdict: LoginVerdict): Uint8Array | undefined {
  const signature = "account" in verdict ? verdict.serverSignature : undefined;
  return signature === undefined ? undefined : Buffer.from(`v=${signature}`);
}
