import { byteLength, ownCopy } from "../protocol/text.ts";
import type { MechanismConversation } from "./mechanism.ts";
import { mechanismTable } from "./mechanisms.ts";
import { chunkLength, chunksOf, decodeBase64 } from "./sasl-chunks.ts";

/** What comes next in an exchange; after `log-in` and `refused` it has ended. */
export type SaslStep =
  /** Lines to send as AUTHENTICATE: `+`, or base64 in chunks of 400. */
  | { readonly type: "continue"; readonly lines: readonly string[] }
  /** A full chunk came: the rest is waited for, in silence. */
  | { readonly type: "more" }
  | { readonly type: "log-in"; readonly account: string; readonly password: string }
  | {
      readonly type: "refused";
      readonly numeric: "ERR_SASLFAIL" | "ERR_SASLTOOLONG" | "ERR_SASLABORTED";
    };

// 2,400 bytes: more than any mechanism needs.
const mostEncoded = 8 * chunkLength;

/** One client's way through AUTHENTICATE, from the mechanism's name to a claim or a refusal (IRCv3 sasl-3.1). */
export class SaslExchange {
  /** What to send first; nothing if an initial response came with the mechanism's name (draft/sasl-ir). */
  readonly first: SaslStep = { type: "continue", lines: chunksOf(new Uint8Array()) };
  #conversation: MechanismConversation | undefined;
  #encoded = "";

  private constructor(conversation: MechanismConversation) {
    this.#conversation = conversation;
  }

  /** Begins with a mechanism, if there is one of that name. */
  static begin(mechanism: string, mechanisms = mechanismTable): SaslExchange | undefined {
    // RFC 4422 3.1 has capital letters; clients are not always so strict.
    const found = mechanisms.find(({ name }) => name === mechanism.toUpperCase());
    return found && new SaslExchange(found.begin());
  }

  /** Takes what the client sent as AUTHENTICATE. */
  receive(param: string): SaslStep {
    const step = this.#conversation ? this.#read(param, this.#conversation) : refused("ERR_SASLFAIL");
    if (step.type === "log-in" || step.type === "refused") this.#conversation = undefined;
    // Nothing of a password outlives its exchange.
    if (step.type !== "more") this.#encoded = "";
    return step;
  }

  #read(param: string, conversation: MechanismConversation): SaslStep {
    if (param === "*") return refused("ERR_SASLABORTED");
    // Only `+` stands for nothing.
    if (param === "") return refused("ERR_SASLFAIL");
    if (byteLength(param) > chunkLength) return refused("ERR_SASLTOOLONG");
    if (param !== "+") this.#encoded += ownCopy(param);
    if (this.#encoded.length > mostEncoded) return refused("ERR_SASLTOOLONG");
    if (param.length === chunkLength) return { type: "more" };
    const response = decodeBase64(this.#encoded);
    return response ? answer(conversation, response) : refused("ERR_SASLFAIL");
  }
}

function answer(conversation: MechanismConversation, response: Buffer): SaslStep {
  const step = conversation.receive(response);
  response.fill(0);
  if (step.type === "challenge") return { type: "continue", lines: chunksOf(step.challenge) };
  return step.type === "refused" ? refused("ERR_SASLFAIL") : step;
}

function refused(numeric: "ERR_SASLFAIL" | "ERR_SASLTOOLONG" | "ERR_SASLABORTED"): SaslStep {
  return { type: "refused", numeric };
}
