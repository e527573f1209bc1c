import { createHmac } from "node:crypto";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { WebhookConfig } from "../../config/schema.ts";
import { isPublic, PrivateAddress, publicLookup } from "./public-address.ts";

/** An event on its way. */
export interface Posting {
  readonly id: string;
  /** In seconds since 1970, of this attempt. */
  readonly timestamp: number;
  readonly body: string;
}

// A receiver has so long to answer, in all.
const patienceMs = 10_000;

/** What an event is signed with: Standard Webhooks, `v1`. */
export function signatureOf(secret: string, { id, timestamp, body }: Posting): string {
  return `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** Posts an event once; rejects unless it is answered with a status of 200 to 299. No redirect is followed. */
export function post(webhook: WebhookConfig, posting: Posting, givenUp: AbortSignal): Promise<void> {
  const url = new URL(webhook.url);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  // An address is not looked up, so it is looked at here.
  if (!webhook.allowPrivate && /^[\d.]+$|:/.test(host) && !isPublic(host))
    return Promise.reject(new PrivateAddress(host));
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: "POST",
        agent: false,
        signal: AbortSignal.any([givenUp, AbortSignal.timeout(patienceMs)]),
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(posting.body),
          "user-agent": "ircd-ts",
          "webhook-id": posting.id,
          "webhook-timestamp": String(posting.timestamp),
          "webhook-signature": signatureOf(webhook.secret, posting),
        },
        ...(!webhook.allowPrivate && { lookup: publicLookup }),
      },
      (answer) => {
        const { statusCode = 0 } = answer;
        // What it says is of no interest, however much it is.
        answer.destroy();
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`answered with ${statusCode}`));
      },
    );
    sent.on("error", reject).end(posting.body);
  });
}
