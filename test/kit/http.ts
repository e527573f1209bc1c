import { createHash } from "node:crypto";
import { onTestFinished } from "vitest";
import { HTTP_SCOPES } from "../../src/config/http.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { LogLines } from "../../src/logging/log-lines.ts";
import { createLogger } from "../../src/logging/logger.ts";
import { httpParts } from "../../src/node/http-parts.ts";
import { HttpSide } from "../../src/node/http-side.ts";
import { LookUps } from "../../src/node/look-up.ts";
import { WebhookSide } from "../../src/node/webhook-side.ts";
import { TestNetwork } from "./network.ts";

/** A token that is good for everything, and one that is good for nothing but `metrics:read`. */
export const token = "token-of-the-tests";
export const meagreToken = "meagre-token-of-the-tests";

/** The hash of a token, as the configuration has it. */
export function hashOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** A section with these two tokens, on any free port. */
export const httpSection = {
  port: 0,
  throttle: { count: 0 },
  tokens: [
    { name: "all", hash: hashOf(token), scopes: [...HTTP_SCOPES] },
    { name: "meagre", hash: hashOf(meagreToken), scopes: ["metrics:read"] },
  ],
} satisfies ConfigInput["http"];

/** How a request is made. */
export interface Asking {
  readonly method?: string;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back; `json` is what the body says. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

/** A network of the tests that is served over HTTP, on a real socket. */
export class TestHttp {
  readonly network: TestNetwork;
  readonly side: HttpSide;
  readonly webhooks: WebhookSide;
  readonly lookUps: LookUps;
  /** What was logged, a JSON object each. */
  readonly logged: unknown[] = [];

  constructor(config: ConfigInput, pauses: readonly number[]) {
    const lines = new LogLines();
    lines.follow((line) => this.logged.push(JSON.parse(line)));
    const log = createLogger({ level: "info", pretty: false, destination: { write: () => {} }, lines });
    this.webhooks = new WebhookSide({ server: "irc.test", log, now: () => Date.now(), pauses });
    this.network = new TestNetwork(
      { http: httpSection, ...config },
      {
        log,
        lines,
        lookUp: (peer) => this.lookUps.ask(peer),
        happened: (change) => this.webhooks.happened(change),
        prepare: async (next) => {
          const tell = await this.webhooks.prepare(next);
          const move = await this.side.prepare(next);
          return {
            notes: [],
            putInForce() {
              tell();
              move();
            },
          };
        },
      },
    );
    const { node } = this.network;
    this.lookUps = new LookUps(() => node.live.config);
    this.side = new HttpSide(
      httpParts(node, log, {
        webhooks: this.webhooks,
        acme: { challenge: () => undefined },
        lookUps: this.lookUps,
      }),
      () => node.live.config,
    );
    node.readiness.serves();
  }

  get url(): string {
    return `http://127.0.0.1:${this.side.address?.port}`;
  }

  /** Asks, with the token that is good for everything unless another is given; `undefined` shows none. */
  async ask(path: string, asking: Asking = {}): Promise<Answered> {
    const shown = "token" in asking ? asking.token : token;
    const answer = await fetch(this.url + path, {
      method: asking.method ?? "GET",
      redirect: "error",
      headers: {
        ...(shown !== undefined && { authorization: `Bearer ${shown}` }),
        ...(asking.body !== undefined && { "content-type": "application/json" }),
        ...asking.headers,
      },
      ...(asking.body !== undefined && {
        body: typeof asking.body === "string" ? asking.body : JSON.stringify(asking.body),
      }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, json: jsonOf(text) };
  }
}

/** Opens one; it is closed when the test is over. */
export async function openHttp(config: ConfigInput = {}, pauses: readonly number[] = []): Promise<TestHttp> {
  const http = new TestHttp(config, pauses);
  (await http.webhooks.prepare(http.network.node.live.config))();
  await http.side.open(http.network.node.live.config);
  onTestFinished(async () => {
    http.webhooks.close();
    http.lookUps.end();
    await http.side.close();
  });
  return http;
}

function jsonOf(text: string): unknown {
  return /^[{[]/.test(text) ? JSON.parse(text) : undefined;
}
