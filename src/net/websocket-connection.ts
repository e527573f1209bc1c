import type { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { Beating, Heartbeat } from "./heartbeat.ts";
import { reasonOf, serverNameOf } from "./peer.ts";
import { PingLimit } from "./ping-limit.ts";
import type { Peer } from "./proxies.ts";
import type { Connection, ConnectionListener } from "./transport.ts";
import type { WebSocketFrames } from "./websocket-frames.ts";

type MessageKind = "text" | "binary";

/** The subprotocols, and the kind of their messages. */
export const subprotocols: ReadonlyMap<string, MessageKind> = new Map([
  ["text.ircv3.net", "text"],
  ["binary.ircv3.net", "binary"],
]);

/** What the clients of one listener have in common. */
export interface Fellowship {
  /** What is written to more than one of them is framed once for each kind of message. */
  readonly text: WebSocketFrames;
  readonly binary: WebSocketFrames;
  readonly heartbeat: Heartbeat;
}

// RFC 6455 7.4.1.
const NORMAL = 1000;
const PROTOCOL_ERROR = 1002;
const POLICY_VIOLATION = 1008;

const CR = 0x0d;
const LF = 0x0a;
const lineEnd = Buffer.from([LF]);

// How long a peer that has left may take to read the rest.
const patienceMs = 2000;

/** Takes a client in: IRC in WebSocket messages, one line each. */
export function webSocketConnection(
  webSocket: WebSocket,
  socket: Socket,
  peer: Peer,
  fellowship: Fellowship,
): Connection {
  const connection = new WebSocketConnection(webSocket, socket, peer, fellowship);
  const messages: EventEmitter = Object.assign(webSocket, { connection });
  messages.on("message", onMessage).on("ping", onPing).on("pong", onPong);
  messages.on("error", onProtocolError).on("close", onClose);
  const wire = Object.assign(socket, { connection });
  wire.on("drain", onDrain).on("end", onEnd).on("error", onError);
  fellowship.heartbeat.add(connection);
  return connection;
}

interface Owned {
  readonly connection: WebSocketConnection;
}

// Shared by all: no closure per connection.
function onMessage(this: Owned, message: unknown, isBinary: boolean): void {
  if (message instanceof Buffer) this.connection.heard(message, isBinary);
}

function onPing(this: Owned, payload: Buffer): void {
  this.connection.pinged(payload);
}

function onPong(this: Owned): void {
  this.connection.ponged();
}

// The close frame that says so is on its way already, with a time limit.
function onProtocolError(this: Owned, error: Error): void {
  this.connection.finished(error.message);
}

function onClose(this: Owned): void {
  this.connection.over();
}

function onDrain(this: Owned): void {
  this.connection.drained();
}

// Unlike over TCP, nothing may be said to one who has: the connection is over in both directions.
function onEnd(this: Socket & Owned): void {
  this.connection.finished(reasonOf(undefined));
  if (!this.writableFinished) this.setTimeout(patienceMs, onTimeout);
}

function onTimeout(this: Socket): void {
  this.destroy();
}

function onError(this: Owned, error: NodeJS.ErrnoException): void {
  this.connection.failure = error;
}

class WebSocketConnection implements Connection, Beating {
  readonly kind = "websocket";
  readonly isDirect = false;
  readonly address: string;
  readonly remotePort: number;
  readonly localPort: number;
  readonly tls: boolean;
  readonly certfp = undefined;
  readonly serverName: string | undefined;
  listener: ConnectionListener | undefined = undefined;
  failure: NodeJS.ErrnoException | undefined = undefined;
  readonly #webSocket: WebSocket;
  readonly #socket: Socket;
  readonly #fellowship: Fellowship;
  readonly #pings = new PingLimit();
  /** Undefined until one speaks who has agreed on no subprotocol. */
  #kind: MessageKind | undefined;
  #lives = true;
  /** What a client that does not read is answered once it does: the last ping will do (RFC 6455 5.5.3). */
  #owedPong: Buffer | undefined = undefined;

  constructor(webSocket: WebSocket, socket: Socket, { address, tls }: Peer, fellowship: Fellowship) {
    this.#webSocket = webSocket;
    this.#socket = socket;
    this.#fellowship = fellowship;
    this.address = address;
    this.tls = tls;
    this.remotePort = socket.remotePort ?? 0;
    this.localPort = socket.localPort ?? 0;
    this.serverName = serverNameOf(socket);
    this.#kind = subprotocols.get(webSocket.protocol);
  }

  get localAddress(): string | undefined {
    return this.#socket.localAddress;
  }

  // Straight to the socket: the package would frame anew for each client what is the same for all of them.
  write(text: string): boolean {
    if (!this.#isOpen) return true;
    return this.#socket.write(this.#fellowship[this.#kind ?? "text"].of(text));
  }

  get unsent(): number {
    return this.#webSocket.bufferedAmount;
  }

  pause(): void {
    this.#webSocket.pause();
  }

  resume(): void {
    // Nobody listened: its silence proves nothing.
    this.#lives = true;
    this.#webSocket.resume();
  }

  end(): void {
    if (this.#isOpen) this.#webSocket.close(NORMAL);
    // Its own close frame has to be read.
    this.#webSocket.resume();
  }

  destroy(): void {
    this.#webSocket.terminate();
  }

  beat(everyMs: number): void {
    if (!this.#isOpen || this.#webSocket.isPaused) return;
    if (!this.#lives) {
      this.finished(`Ping timeout: ${Math.round(everyMs / 1000)} seconds`);
      return this.destroy();
    }
    this.#lives = false;
    this.#webSocket.ping();
  }

  /** A message has come: one line, without the line end or with it. */
  heard(message: Buffer, isBinary: boolean): void {
    this.#lives = true;
    this.#kind ??= isBinary ? "binary" : "text";
    const line = withoutLineEnd(message);
    if (line.includes(LF)) this.#refuse(PROTOCOL_ERROR, "A message is one line");
    else this.listener?.received(Buffer.concat([line, lineEnd]));
  }

  pinged(payload: Buffer): void {
    if (!this.#isOpen) return;
    if (this.#pings.isPassed(performance.now())) this.#refuse(POLICY_VIOLATION, "Ping flood");
    else if (this.#socket.writableNeedDrain) this.#owedPong = Buffer.from(payload);
    else this.#webSocket.pong(payload);
  }

  ponged(): void {
    this.#lives = true;
    if (this.#pings.isPassed(performance.now())) this.#refuse(POLICY_VIOLATION, "Pong flood");
  }

  drained(): void {
    if (this.#owedPong) this.#webSocket.pong(this.#owedPong);
    this.#owedPong = undefined;
    this.listener?.drained();
  }

  /** Nothing will come of it any more, whatever still goes over the wire. */
  finished(reason: string): void {
    this.listener?.closed(reason);
    this.listener = undefined;
  }

  /** The wire is gone. */
  over(): void {
    this.#fellowship.heartbeat.delete(this);
    this.finished(reasonOf(this.failure));
  }

  get #isOpen(): boolean {
    return this.#webSocket.readyState === this.#webSocket.OPEN && this.#socket.writable;
  }

  #refuse(code: number, reason: string): void {
    this.#webSocket.close(code, reason);
    this.finished(reason);
  }
}

function withoutLineEnd(message: Buffer): Buffer {
  if (message.at(-1) !== LF) return message;
  return message.subarray(0, message.at(-2) === CR ? -2 : -1);
}
