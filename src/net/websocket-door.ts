import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { ListenerConfig } from "../config/schema.ts";
import { originJudge } from "./origins.ts";
import { type Peer, TrustedProxies } from "./proxies.ts";

/** Who may connect, and who is believed. */
export type DoorConfig = NonNullable<ListenerConfig["websocket"]>;

/** The most headers that are looked at: what a proxy adds stands last, and must not be cut off unseen. */
export const mostHeaders = 100;

/** Decides which requests become connections. */
export class WebSocketDoor {
  readonly proxies: TrustedProxies;
  readonly #isAllowed: (origin: string | undefined) => boolean;

  constructor(config: DoorConfig) {
    this.proxies = new TrustedProxies(config.trustedProxies);
    this.#isAllowed = originJudge(config);
  }

  /** Who comes in with a request of this peer, or the status it is refused with. */
  judge({ headers, headersDistinct, rawHeaders }: IncomingMessage, peer: Peer): Peer | number {
    if (rawHeaders.length > 2 * mostHeaders) return 431;
    const origins = headersDistinct["origin"] ?? [];
    if (origins.length > 1 || !this.#isAllowed(origins[0])) return 403;
    return this.proxies.clientOf(peer, headers) ?? 400;
  }
}

/** Refuses a request to upgrade: there is no response for one, only the socket. */
export function refuseUpgrade(socket: Socket, status: number): void {
  const text = STATUS_CODES[status] ?? "";
  const head = [`HTTP/1.1 ${status} ${text}`, "Connection: close", `Content-Length: ${text.length + 1}`];
  socket.on("error", () => socket.destroy());
  socket.write([...head, "Content-Type: text/plain", "", `${text}\n`].join("\r\n"));
  socket.destroySoon();
}

/** Answers a request that does not want to upgrade. */
export function answerPlain(request: IncomingMessage, response: ServerResponse): void {
  const headers = { Connection: "close", "Content-Type": "text/plain", Upgrade: "websocket" };
  response.writeHead(426, headers).end("This is IRC over WebSocket; connect with an IRC client.\n");
  request.resume();
}
