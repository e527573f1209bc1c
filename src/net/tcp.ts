import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import type { Certificate } from "./certificate.ts";
import { Handshakes } from "./handshakes.ts";
import type { Connection, ConnectionListener, Listener } from "./transport.ts";

/** Where to listen, and with what certificate. */
export interface TcpListenerOptions {
  readonly host: string;
  readonly port: number;
  /** Speaks TLS with it. */
  readonly certificate?: Certificate | undefined;
  /** Connections at one time, beyond which the system's queue is emptied unheard; left out: any number. */
  readonly maxConnections?: number | undefined;
  /** How long a client may take to shake hands. */
  readonly handshakeMs?: number | undefined;
  /** May one more from this address begin to shake hands, beside so many who do? Left out: yes. */
  mayShakeHands?(address: string, shaking: number): boolean;
  /** A client has connected (and shaken hands, on TLS). */
  connected(connection: Connection): void;
  /** Something went wrong with one client before it was connected, or with the listener. */
  failed(error: Error): void;
}

/** A listener that can be altered while it serves. */
export interface TcpListener extends Listener {
  /** Takes at most so many connections from now on; `undefined`: any number. */
  limit(maxConnections: number | undefined): void;
  /** Shakes hands with another certificate from now on. */
  renew(certificate: Certificate): void;
}

// Half open: who has said all it wants may still read what comes of it.
const socketOptions = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 120_000, allowHalfOpen: true };

/** Listens for clients over TCP or TLS. Rejects with the system's error if it cannot. */
export async function listenTcp(options: TcpListenerOptions): Promise<TcpListener> {
  const { certificate, connected, failed } = options;
  const accept = (socket: Socket) => accepted(socket, connected);
  const secure = certificate && createTlsServer(tlsOptions(certificate, options.handshakeMs), accept);
  const server = secure ?? createServer(socketOptions, accept);
  const mayShakeHands = (address: string, shaking: number) =>
    options.mayShakeHands?.(normalAddress(address), shaking) ?? true;
  const handshakes = secure && new Handshakes(secure, mayShakeHands);
  const limit = (most = Number.POSITIVE_INFINITY) => {
    server.maxConnections = most;
  };
  limit(options.maxConnections);
  server.on("drop", () => failed(new Error("too many connections")));
  server.on("tlsClientError", failed);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: options.host, port: options.port, backlog: 4096 }, resolve);
  });
  // Out of file descriptors, say: clients fail to come in until there are some again.
  server.removeAllListeners("error").on("error", failed);
  return {
    host: options.host,
    port: portOf(server),
    tls: secure !== undefined,
    limit,
    renew: ({ cert, key }) => secure?.setSecureContext({ cert, key }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        handshakes?.destroy();
      }),
  };
}

function tlsOptions({ cert, key }: Certificate, handshakeTimeout = 30_000) {
  // A client may show a certificate of its own making: its fingerprint says who it is.
  return { ...socketOptions, cert, key, requestCert: true, rejectUnauthorized: false, handshakeTimeout };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

function accepted(socket: Socket, connected: (connection: Connection) => void): void {
  // Gone before it was accepted: there is nobody to serve.
  if (socket.remoteAddress === undefined) {
    socket.destroy();
    return;
  }
  const connection = new TcpConnection(socket);
  const owned = Object.assign(socket, { connection });
  owned.on("data", onData).on("drain", onDrain).on("end", onEnd).on("error", onError).on("close", onClose);
  connected(connection);
}

type OwnedSocket = Socket & { readonly connection: TcpConnection };

// Shared by all sockets: no closure per connection.
function onData(this: OwnedSocket, chunk: Buffer): void {
  this.connection.listener?.received(chunk);
}

function onDrain(this: OwnedSocket): void {
  this.connection.listener?.drained();
}

function onTimeout(this: Socket): void {
  this.destroy();
}

// How long a peer that has left may take to read the rest.
const patienceMs = 2000;

// After the turn in which its last lines are answered.
function onEnd(this: OwnedSocket): void {
  setImmediate(hangUp, this.connection);
}

function hangUp(connection: TcpConnection): void {
  connection.finished();
  connection.endSoon();
}

function onError(this: OwnedSocket, error: NodeJS.ErrnoException): void {
  this.connection.failure = error;
}

function onClose(this: OwnedSocket): void {
  this.connection.finished();
}

class TcpConnection implements Connection {
  readonly address: string;
  readonly remotePort: number;
  readonly localPort: number;
  readonly tls: boolean;
  readonly certfp: string | undefined;
  listener: ConnectionListener | undefined = undefined;
  failure: NodeJS.ErrnoException | undefined = undefined;
  readonly #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.address = normalAddress(socket.remoteAddress ?? "");
    this.remotePort = socket.remotePort ?? 0;
    this.localPort = socket.localPort ?? 0;
    this.tls = socket instanceof TLSSocket;
    this.certfp = socket instanceof TLSSocket ? fingerprintOf(socket) : undefined;
  }

  // Asked for only when somebody is looked up: not kept for each client.
  get localAddress(): string | undefined {
    return this.#socket.localAddress;
  }

  write(text: string, ascii: boolean): boolean {
    // A socket that is gone would make an error of each line it is told.
    if (!this.#socket.writable) return true;
    return this.#socket.write(text, ascii ? "latin1" : "utf8");
  }

  get unsent(): number {
    return this.#socket.writableLength;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  end(): void {
    if (this.#socket.writable) this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Closes once everything is out, or when the peer does not take it. */
  endSoon(): void {
    this.end();
    if (!this.#socket.writableFinished) this.#socket.setTimeout(patienceMs, onTimeout);
  }

  finished(): void {
    this.listener?.closed(reasonOf(this.failure));
    this.listener = undefined;
  }
}

/** An address as everything else compares it: IPv4 in IPv6 is IPv4, no zone. */
export function normalAddress(address: string): string {
  const plain = address.replace(/%.*$/, "");
  return plain.startsWith("::ffff:") && plain.includes(".") ? plain.slice("::ffff:".length) : plain;
}

function fingerprintOf(socket: TLSSocket): string | undefined {
  const certificate = socket.getPeerCertificate();
  return certificate?.fingerprint256?.replaceAll(":", "").toLowerCase();
}

const reasons: Readonly<Record<string, string>> = {
  ECONNRESET: "Connection reset by peer",
  EPIPE: "Broken pipe",
  ETIMEDOUT: "Connection timed out",
};

function reasonOf(error: NodeJS.ErrnoException | undefined): string {
  if (!error) return "Remote host closed the connection";
  return reasons[error.code ?? ""] ?? `Read error: ${error.code ?? "unknown"}`;
}
