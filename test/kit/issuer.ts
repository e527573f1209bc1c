import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

/** Claims of a token; what is `undefined` is left out of it. */
export type TestClaims = Readonly<Record<string, unknown>>;

/** Who signs tokens in tests; its time is 1,000,000 s after 1970. */
export class TestIssuer {
  readonly issuer = "https://id.example.net";
  readonly audience = "irc";
  readonly now = 1_000_000_000;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;

  private constructor(alg: string, privateKey: CryptoKey, jwk: JWK) {
    this.alg = alg;
    this.privateKey = privateKey;
    this.jwk = jwk;
  }

  /** One with a key of its own. */
  static async open(alg = "ES256", kid = "k1"): Promise<TestIssuer> {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    return new TestIssuer(alg, privateKey, { ...(await exportJWK(publicKey)), kid });
  }

  /** A token for alice that is good for a minute, but for what is given; `undefined` leaves a claim out. */
  async token(claims: TestClaims = {}, header: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const exp = this.now / 1000 + 60;
    const standard = { iss: this.issuer, aud: this.audience, exp, preferred_username: "alice" };
    return await new SignJWT({ ...standard, ...claims })
      .setProtectedHeader({ alg: this.alg, kid: this.jwk.kid ?? "", ...header })
      .sign(this.privateKey);
  }
}

/** A text as JWTs have their parts. */
export function base64url(text: string): string {
  return Buffer.from(text).toString("base64url");
}

/** A server on loopback that answers as it is told. */
export class KeyServer {
  readonly #server: Server;
  readonly asked: string[] = [];
  answer: (request: IncomingMessage, response: ServerResponse) => void;

  private constructor(answer: KeyServer["answer"]) {
    this.answer = answer;
    this.#server = createServer((request, response) => {
      this.asked.push(request.url ?? "");
      this.answer(request, response);
    });
  }

  /** One that listens. */
  static async open(answer: KeyServer["answer"]): Promise<KeyServer> {
    const server = new KeyServer(answer);
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  /** The address of a file on it. */
  url(path = "/keys"): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}${path}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
