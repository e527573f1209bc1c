import { createHash, randomBytes, webcrypto } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as x509 from "@peculiar/x509";
import { calculateJwkThumbprint, decodeProtectedHeader, flattenedVerify, importJWK, type JWK } from "jose";

x509.cryptoProvider.set(webcrypto);

const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY = 86_400_000;

interface Authorization {
  readonly name: string;
  readonly token: string;
  status: "pending" | "valid" | "invalid";
}

interface AcmeOrderState {
  readonly names: readonly string[];
  readonly authorizations: readonly number[];
  certificate: string | undefined;
}

/** An authority that speaks RFC 8555, with http-01 alone; names are asked where it is told that they are. */
export class AcmeDirectory {
  /** Days for which what it certifies is good. */
  days = 90;
  /** The accounts that were made, as they said who they are. */
  readonly contacts: unknown[] = [];
  /** Certificates that were issued, oldest first. */
  readonly issued: string[] = [];
  readonly #accounts: JWK[] = [];
  readonly #authorizations: Authorization[] = [];
  readonly #orders: AcmeOrderState[] = [];
  readonly #nonces = new Set<string>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #ask: (name: string, path: string) => string;
  readonly #authority: Promise<{
    readonly keys: webcrypto.CryptoKeyPair;
    readonly certificate: x509.X509Certificate;
  }>;

  /** `ask` gives the URL where a name is asked for a path. */
  constructor(ask: (name: string, path: string) => string) {
    this.#ask = ask;
    this.#authority = makeAuthority();
  }

  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `${this.#base}/directory`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  get #base(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const nonce = randomBytes(12).toString("base64url");
    this.#nonces.add(nonce);
    response.setHeader("Replay-Nonce", nonce);
    const send = (status: number, body?: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
    };
    try {
      const [, kind = "", id = ""] = (request.url ?? "").split("/");
      if (kind === "directory") return send(200, this.#directory());
      if (kind === "nonce") return send(200);
      const { payload, account } = await this.#read(request);
      await this.#act(kind, Number(id), payload, account, send);
    } catch (error) {
      const type = error instanceof Refusal ? error.type : "serverInternal";
      const detail = error instanceof Error ? error.message : String(error);
      send(
        400,
        { type: `urn:ietf:params:acme:error:${type}`, detail },
        { "content-type": "application/problem+json" },
      );
    }
  }

  async #act(
    kind: string,
    id: number,
    payload: Readonly<Record<string, unknown>> | undefined,
    account: number,
    send: (status: number, body?: unknown, headers?: Record<string, string>) => void,
  ): Promise<void> {
    switch (kind) {
      case "account": {
        this.contacts.push(payload?.["contact"]);
        if (payload?.["termsOfServiceAgreed"] !== true)
          throw new Refusal("userActionRequired", "no terms agreed to");
        return send(201, { status: "valid" }, { location: `${this.#base}/accounts/${account}` });
      }
      case "order": {
        const names = namesIn(payload?.["identifiers"]);
        const authorizations = names.map(
          (name) =>
            this.#authorizations.push({
              name,
              token: randomBytes(16).toString("base64url"),
              status: "pending",
            }) - 1,
        );
        const order = this.#orders.push({ names, authorizations, certificate: undefined }) - 1;
        return send(201, this.#order(order), { location: `${this.#base}/orders/${order}` });
      }
      case "orders":
        return send(200, this.#order(id));
      case "authorizations":
        return send(200, this.#authorization(id));
      case "challenges":
        if (payload !== undefined) await this.#verify(id, account);
        return send(200, this.#authorization(id).challenges[0]);
      case "finalize":
        await this.#certify(id, String(payload?.["csr"]));
        return send(200, this.#order(id), { location: `${this.#base}/orders/${id}` });
      case "certificates":
        return send(200, this.#orders[id]?.certificate, {
          "content-type": "application/pem-certificate-chain",
        });
      default:
        throw new Refusal("malformed", `no such place: ${kind}`);
    }
  }

  /** RFC 8555 6: every request is signed by its account, for its URL, with a nonce nobody has used. */
  async #read(request: IncomingMessage) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const jws = JSON.parse(Buffer.concat(chunks).toString());
    const header = decodeProtectedHeader(jws);
    if (!this.#nonces.delete(String(header["nonce"]))) throw new Refusal("badNonce", "this nonce was used");
    if (header["url"] !== `${this.#base}${request.url}`)
      throw new Refusal("unauthorized", "signed for another place");
    const account = header.jwk ? this.#accountOf(header.jwk) : Number(String(header.kid).split("/").at(-1));
    const key = this.#accounts[account];
    if (!key) throw new Refusal("accountDoesNotExist", "no such account");
    const { payload } = await flattenedVerify(jws, await importJWK(key, String(header.alg)));
    const text = Buffer.from(payload).toString();
    const read: Readonly<Record<string, unknown>> | undefined = text === "" ? undefined : JSON.parse(text);
    return { account, payload: read };
  }

  #accountOf(jwk: JWK): number {
    const known = this.#accounts.findIndex(({ x, y }) => x === jwk.x && y === jwk.y);
    return known >= 0 ? known : this.#accounts.push(jwk) - 1;
  }

  // RFC 8555 8.3: the token, a dot, and the thumbprint of the account's key.
  async #verify(id: number, account: number): Promise<void> {
    const authorization = this.#authorizations[id];
    const key = this.#accounts[account];
    if (!authorization || !key) throw new Refusal("malformed", "no such challenge");
    const url = this.#ask(authorization.name, `/.well-known/acme-challenge/${authorization.token}`);
    const answer = await fetch(url).then((response) => response.text());
    const isRight = answer === `${authorization.token}.${await calculateJwkThumbprint(key)}`;
    authorization.status = isRight ? "valid" : "invalid";
  }

  async #certify(id: number, csr: string): Promise<void> {
    const order = this.#orders[id];
    if (
      order?.authorizations.some((authorization) => this.#authorizations[authorization]?.status !== "valid")
    )
      throw new Refusal("orderNotReady", "not everything is authorized");
    if (!order) throw new Refusal("malformed", "no such order");
    const { keys, certificate } = await this.#authority;
    const request = new x509.Pkcs10CertificateRequest(Buffer.from(csr, "base64url"));
    const made = await x509.X509CertificateGenerator.create({
      serialNumber: createHash("sha1").update(randomBytes(8)).digest("hex").slice(0, 16),
      subject: `CN=${order.names[0]}`,
      issuer: certificate.subject,
      notBefore: new Date(Date.now() - DAY),
      notAfter: new Date(Date.now() + this.days * DAY),
      signingAlgorithm: ECDSA,
      publicKey: request.publicKey,
      signingKey: keys.privateKey,
      extensions: [
        new x509.SubjectAlternativeNameExtension(order.names.map((value) => ({ type: "dns", value }))),
      ],
    });
    order.certificate = `${made.toString("pem")}\n${certificate.toString("pem")}\n`;
    this.issued.push(order.certificate);
  }

  #directory() {
    const base = this.#base;
    return { newNonce: `${base}/nonce`, newAccount: `${base}/account`, newOrder: `${base}/order` };
  }

  #order(id: number) {
    const order = this.#orders[id];
    const { names = [], authorizations = [], certificate } = order ?? {};
    const isReady = authorizations.every(
      (authorization) => this.#authorizations[authorization]?.status === "valid",
    );
    return {
      status: certificate !== undefined ? "valid" : isReady ? "ready" : "pending",
      identifiers: names.map((value) => ({ type: "dns", value })),
      authorizations: authorizations.map((authorization) => `${this.#base}/authorizations/${authorization}`),
      finalize: `${this.#base}/finalize/${id}`,
      ...(certificate !== undefined && { certificate: `${this.#base}/certificates/${id}` }),
    };
  }

  #authorization(id: number) {
    const { name, token, status } = this.#authorizations[id] ?? {};
    const url = `${this.#base}/challenges/${id}`;
    const error =
      status === "invalid" ? { error: { type: "unauthorized", detail: `${name} does not answer` } } : {};
    return {
      status,
      identifier: { type: "dns", value: name },
      challenges: [{ type: "http-01", url, token, status, ...error }],
    };
  }
}

function namesIn(identifiers: unknown): string[] {
  if (!Array.isArray(identifiers)) throw new Refusal("malformed", "no identifiers");
  return identifiers.map((identifier) => String(Object(identifier).value));
}

/** What the authority refuses, by the name RFC 8555 6.7 has for it. */
class Refusal extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

async function makeAuthority() {
  const keys = await webcrypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=Test Authority",
    keys,
    signingAlgorithm: ECDSA,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 3650 * DAY),
    extensions: [new x509.BasicConstraintsExtension(true)],
  });
  return { keys, certificate };
}
