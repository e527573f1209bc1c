import { byteLength, ownCopy } from "../protocol/text.ts";
import type { Claim } from "./claim.ts";
import type { LoginVerdict } from "./logins.ts";
import type { Mechanism, MechanismConversation, MechanismStep } from "./mechanism.ts";
import { chunkLength, chunksOf, decodeBase64 } from "./sasl-chunks.ts";

/** What comes next in an exchange; after `concluded` and `refused` it has ended. */
export type SaslStep =
  /** Lines to send as AUTHENTICATE: `+`, or base64 in chunks of 400. */
  | { readonly type: "continue"; readonly lines: readonly string[] }
  /** A full chunk came: the rest is waited for, in silence. */
  | { readonly type: "more" }
  /** Something slow has begun: what it leads to is the next step, and never a log-in or more work. */
  | { readonly type: "work"; readonly next: Promise<SaslStep> }
  /** A claim for `Logins`, whose verdict goes to `judged`. */
  | { readonly type: "log-in"; readonly claim: Claim }
  | { readonly type: "concluded"; readonly verdict: LoginVerdict }
  | {
      readonly type: "refused";
      readonly numeric: "ERR_SASLFAIL" | "ERR_SASLTOOLONG" | "ERR_SASLABORTED";
    };

type LogInStep = Extract<MechanismStep, { type: "log-in" }>;

// 2,400 bytes: more than any password needs.
const usualChunks = 8;

/** One client's way through AUTHENTICATE, from the mechanism's name to a verdict or a refusal (IRCv3 sasl-3.1). */
export class SaslExchange {
  /** What to send first; nothing if an initial response came with the mechanism's name (draft/sasl-ir). */
  readonly first: SaslStep = { type: "continue", lines: chunksOf(new Uint8Array()) };
  readonly #mostEncoded: number;
  /** Who hears the next response; nobody while something is worked on or judged, and after the end. */
  #conversation: MechanismConversation | undefined;
  /** The claim that is judged, if its verdict makes a last challenge. */
  #judging: LogInStep | undefined;
  #encoded = "";
  #isOver = false;

  private constructor(mechanism: Mechanism) {
    this.#mostEncoded = (mechanism.mostChunks ?? usualChunks) * chunkLength;
    this.#conversation = mechanism.begin();
  }

  /** Begins with a mechanism, if there is one of that name. */
  static begin(mechanism: string, mechanisms: readonly Mechanism[]): SaslExchange | undefined {
    // RFC 4422 3.1 has capital letters; clients are not always so strict.
    const found = mechanisms.find(({ name }) => name === mechanism.toUpperCase());
    return found && new SaslExchange(found);
  }

  /** Takes what the client sent as AUTHENTICATE. */
  receive(param: string): SaslStep {
    const conversation = this.#conversation;
    this.#conversation = undefined;
    const step = conversation ? this.#read(param, conversation) : this.#refuse("ERR_SASLFAIL");
    // Nothing of a password outlives its exchange.
    if (step.type !== "more") this.#encoded = "";
    return step;
  }

  /** Takes the verdict on the claim that was given last. */
  judged(verdict: LoginVerdict): SaslStep {
    const step = this.#judging;
    this.#judging = undefined;
    const challenge = this.#isOver ? undefined : step?.tell?.(verdict);
    if (!step || !challenge) return this.#follow({ type: "concluded", verdict }, undefined);
    return this.#follow({ type: "challenge", challenge }, acknowledgement(step.claim, verdict));
  }

  #read(param: string, conversation: MechanismConversation): SaslStep {
    if (param === "*") return this.#refuse("ERR_SASLABORTED");
    // Only `+` stands for nothing.
    if (param === "") return this.#refuse("ERR_SASLFAIL");
    if (byteLength(param) > chunkLength) return this.#refuse("ERR_SASLTOOLONG");
    if (param !== "+") this.#encoded += ownCopy(param);
    if (this.#encoded.length > this.#mostEncoded) return this.#refuse("ERR_SASLTOOLONG");
    if (param.length === chunkLength) {
      this.#conversation = conversation;
      return { type: "more" };
    }
    const response = decodeBase64(this.#encoded);
    if (!response) return this.#refuse("ERR_SASLFAIL");
    const step = conversation.receive(response);
    response.fill(0);
    return this.#follow(step, conversation);
  }

  #follow(step: MechanismStep, conversation: MechanismConversation | undefined): SaslStep {
    switch (step.type) {
      case "challenge":
        this.#conversation = conversation;
        return { type: "continue", lines: chunksOf(step.challenge) };
      case "work": {
        const next = step.answer.then((answer) =>
          this.#isOver ? this.#refuse("ERR_SASLFAIL") : this.#follow(answer, conversation),
        );
        return { type: "work", next };
      }
      case "log-in":
        if (step.tell) this.#judging = step;
        return { type: "log-in", claim: step.claim };
      case "concluded":
        this.#isOver = true;
        return step;
      case "refused":
        return this.#refuse("ERR_SASLFAIL");
      default:
        return step satisfies never;
    }
  }

  #refuse(numeric: "ERR_SASLFAIL" | "ERR_SASLTOOLONG" | "ERR_SASLABORTED"): SaslStep {
    this.#isOver = true;
    this.#judging = undefined;
    return { type: "refused", numeric };
  }
}

// sasl-3.1: the client answers a last challenge, too. The owner of a name may be shut out while it takes its time,
// so who was right is judged again; who was wrong stays so, whatever they say.
function acknowledgement(claim: Claim, verdict: LoginVerdict): MechanismConversation {
  if ("refused" in verdict) return { receive: () => ({ type: "concluded", verdict }) };
  return {
    receive: (response) => (response.length === 0 ? { type: "log-in", claim } : { type: "refused" }),
  };
}
