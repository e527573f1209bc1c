import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type WebSocket, WebSocketServer } from "ws";
import { Handshakes } from "./handshakes.ts";
import { Heartbeat } from "./heartbeat.ts";
import { type ListenerOptions, type OpenListener, openListener, socketOptions } from "./listening.ts";
import type { Peer } from "./proxies.ts";
import { type ProxyDoor, proxyDoor } from "./proxy-door.ts";
import { TlsIdentity } from "./tls-identity.ts";
import { type Fellowship, subprotocols, webSocketConnection } from "./websocket-connection.ts";
import { answerPlain, type DoorConfig, mostHeaders, refuseUpgrade, WebSocketDoor } from "./websocket-door.ts";
import { WebSocketFrames } from "./websocket-frames.ts";

/** Where to listen, and who may connect. */
export interface WebSocketListenerOptions extends ListenerOptions {
  readonly websocket: DoorConfig;
  /** How often a client is asked whether it lives; left out: every 45 seconds, as proxies cut what is idle for 60. */
  readonly heartbeatMs?: number | undefined;
}

const longestHandshakeMs = 10_000;

// 4,096 bytes of tags and 510 of the rest, and the line end that is not there but forgiven.
const longestMessage = 4096 + 510 + 2;

const webSocketOptions = {
  noServer: true,
  clientTracking: false,
  // Compression keeps a window of memory for each client, and lets a few bytes become very many.
  perMessageDeflate: false,
  autoPong: false,
  maxPayload: longestMessage,
  maxFragments: longestMessage,
  maxBufferedChunks: longestMessage,
  closeTimeout: 2000,
  // A Set keeps the order of the client: the first it named is the one it prefers.
  handleProtocols: (offered: ReadonlySet<string>) =>
    [...offered].find((name) => subprotocols.has(name)) ?? false,
};

/** Listens for clients over WebSocket, of its own or within TLS. Rejects with the system's error if it cannot. */
export async function listenWebSocket(options: WebSocketListenerOptions): Promise<OpenListener> {
  const identity = options.tls && new TlsIdentity(options.tls);
  const server = httpServer(options, identity);
  let door = new WebSocketDoor(options.websocket);
  const proxies = proxyDoor(options);
  // Whoever comes by a proxy comes from its address until he has said his own.
  const mayShakeHands = (address: string, shaking: number) =>
    door.proxies.has(address) || options.mayShakeHands?.(address, shaking) !== false;
  const handshakes = new Handshakes(server, { mayShakeHands }, proxies);
  const fellowship = newFellowship(options);
  const upgrades = new WebSocketServer(webSocketOptions);
  server.on("upgrade", (request: IncomingMessage, _stream: unknown, head: Buffer) => {
    const peer = admitted(request, { door, proxies }, options);
    if (!peer) return;
    upgrades.handleUpgrade(request, request.socket, head, (webSocket: WebSocket) => {
      handshakes.done(request.socket);
      options.connected(webSocketConnection(webSocket, request.socket, peer, fellowship));
    });
  });
  const listener = await openListener(server, options, {
    ...{ identity, door: proxies },
    closing: () => handshakes.destroy(),
  });
  return {
    ...listener,
    alter: (next) => {
      listener.alter(next);
      if (next.websocket) door = new WebSocketDoor(next.websocket);
    },
  };
}

function newFellowship({ heartbeatMs = 45_000 }: WebSocketListenerOptions): Fellowship {
  return {
    text: new WebSocketFrames("text"),
    binary: new WebSocketFrames("binary"),
    heartbeat: new Heartbeat(heartbeatMs),
  };
}

/** Who asks to upgrade; nobody, if that is refused. */
function admitted(
  request: IncomingMessage,
  { door, proxies }: { readonly door: WebSocketDoor; readonly proxies: ProxyDoor },
  { failed }: ListenerOptions,
): Peer | undefined {
  const { socket } = request;
  // Gone already: there is nobody to serve.
  if (socket.remoteAddress === undefined) {
    socket.destroy();
    return undefined;
  }
  const peer = door.judge(request, proxies.farEndOf(socket));
  if (typeof peer !== "number") return peer;
  failed(new Error(`a WebSocket handshake was refused with ${peer}`));
  refuseUpgrade(socket, peer);
  return undefined;
}

function httpServer(
  { handshakeMs = longestHandshakeMs }: ListenerOptions,
  identity: TlsIdentity | undefined,
): Server {
  const timeout = Math.min(handshakeMs, longestHandshakeMs);
  const bounds = {
    ...socketOptions,
    maxHeaderSize: 16_384,
    headersTimeout: timeout,
    requestTimeout: timeout,
    connectionsCheckingInterval: timeout / 5,
  };
  // No client certificate is asked for: a browser would bother its user about it.
  const server = identity
    ? createSecureServer({ ...bounds, ...identity.options, handshakeTimeout: timeout }, answerPlain)
    : createServer(bounds, answerPlain);
  server.maxHeadersCount = 2 * mostHeaders;
  return server;
}
