import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import { Handshakes } from "./handshakes.ts";
import { type ListenerOptions, type OpenListener, openListener, socketOptions } from "./listening.ts";
import { reasonOf, serverNameOf } from "./peer.ts";
import { type FarEnd, proxyDoor } from "./proxy-door.ts";
import { TlsIdentity } from "./tls-identity.ts";
import type { Connection, ConnectionListener } from "./transport.ts";

// Half open: who has said all it wants may still read what comes of it.
const tcpOptions = { ...socketOptions, allowHalfOpen: true };

/** Listens for clients over TCP or TLS. Rejects with the system's error if it cannot. */
export async function listenTcp(options: ListenerOptions): Promise<OpenListener> {
  const { tls, connected, handshakeMs: handshakeTimeout = 30_000 } = options;
  const door = proxyDoor(options);
  const accept = (socket: Socket) => accepted(socket, door.farEndOf(socket), connected);
  if (!tls) {
    const parts = { identity: undefined, door, closing: () => {} };
    return await openListener(createServer(tcpOptions, accept), options, parts);
  }
  const identity = new TlsIdentity(tls);
  const server = createTlsServer({ ...tcpOptions, ...identity.options, ...anyClient, handshakeTimeout });
  const handshakes = new Handshakes(server, options, door);
  server.on("secureConnection", (socket) => {
    handshakes.done(socket);
    accept(socket);
  });
  return await openListener(server, options, { identity, door, closing: () => handshakes.destroy() });
}

// A client may show a certificate of its own making: its fingerprint says who it is.
const anyClient = { requestCert: true, rejectUnauthorized: false };

function accepted(socket: Socket, farEnd: FarEnd, connected: (connection: Connection) => void): void {
  // Gone before it was accepted: there is nobody to serve.
  if (socket.remoteAddress === undefined) {
    socket.destroy();
    return;
  }
  const connection = new TcpConnection(socket, farEnd);
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
  readonly kind = "stream";
  readonly isDirect: boolean;
  readonly address: string;
  readonly remotePort: number;
  readonly localPort: number;
  readonly tls: boolean;
  readonly certfp: string | undefined;
  readonly serverName: string | undefined;
  listener: ConnectionListener | undefined = undefined;
  failure: NodeJS.ErrnoException | undefined = undefined;
  readonly #socket: Socket;

  constructor(socket: Socket, { address, port, tls, isDirect, endsHere }: FarEnd) {
    this.#socket = socket;
    this.address = address;
    this.remotePort = port;
    this.isDirect = isDirect;
    this.localPort = socket.localPort ?? 0;
    this.tls = tls;
    this.certfp = endsHere && socket instanceof TLSSocket ? fingerprintOf(socket) : undefined;
    this.serverName = serverNameOf(socket);
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

function fingerprintOf(socket: TLSSocket): string | undefined {
  const certificate = socket.getPeerCertificate();
  return certificate?.fingerprint256?.replaceAll(":", "").toLowerCase();
}
