import { createHash, createHmac, pbkdf2Sync } from "node:crypto";
import type { Logins } from "../../src/accounts/logins.ts";
import type { Mechanism } from "../../src/accounts/mechanism.ts";
import { chunksOf, decodeBase64 } from "../../src/accounts/sasl-chunks.ts";
import { SaslExchange, type SaslStep } from "../../src/accounts/sasl-exchange.ts";

/** A client that authenticates: messages in, messages out, without sockets. */
export class SaslClient {
  readonly #logins: Logins;
  readonly #exchange: SaslExchange;
  readonly #address: string;

  constructor(logins: Logins, mechanism: Mechanism, address = "192.0.2.1") {
    const exchange = SaslExchange.begin(mechanism.name, [mechanism]);
    if (!exchange) throw new Error(`no mechanism ${mechanism.name}`);
    this.#exchange = exchange;
    this.#logins = logins;
    this.#address = address;
  }

  /** Says a message, encoded and in chunks, and gives the answer: a challenge, the verdict, or a numeric. */
  async say(message: string | Uint8Array): Promise<string> {
    return await this.send(...chunksOf(Buffer.from(message)));
  }

  /** Sends parameters of AUTHENTICATE as they are. */
  async send(...params: readonly string[]): Promise<string> {
    const [last] = params.map((param) => this.#exchange.receive(param)).slice(-1);
    return last ? await this.#answer(last) : "";
  }

  async #answer(step: SaslStep): Promise<string> {
    switch (step.type) {
      case "continue":
        return decodeBase64(step.lines.join("").replace(/\+$/, ""))?.toString() ?? "no base64";
      case "work":
        return await this.#answer(await step.next);
      case "log-in": {
        const verdict = await this.#logins.logIn({ ...step.claim, address: this.#address });
        return await this.#answer(this.#exchange.judged(verdict));
      }
      case "concluded":
        return "account" in step.verdict ? `logged in as ${step.verdict.account}` : step.verdict.refused;
      case "refused":
        return step.numeric;
      default:
        return step.type;
    }
  }
}

/** How SCRAM's client goes on after the server's first message: RFC 5802 3, written down once more. */
export function scramFinal(password: string, bare: string, serverFirst: string, header = "n,,") {
  const [, nonce = "", salt = "", iterations] = /^r=([^,]+),s=([^,]+),i=(\d+)$/.exec(serverFirst) ?? [];
  const salted = pbkdf2Sync(password, Buffer.from(salt, "base64"), Number(iterations), 32, "sha256");
  const hmac = (key: Uint8Array, text: string) => createHmac("sha256", key).update(text).digest();
  const clientKey = hmac(salted, "Client Key");
  const withoutProof = `c=${Buffer.from(header).toString("base64")},r=${nonce}`;
  const message = `${bare},${serverFirst},${withoutProof}`;
  const signature = hmac(createHash("sha256").update(clientKey).digest(), message);
  const proof = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0))).toString("base64");
  const serverFinal = `v=${hmac(hmac(salted, "Server Key"), message).toString("base64")}`;
  return { withoutProof, proof, text: `${withoutProof},p=${proof}`, serverFinal };
}
