import type { Server, Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { blocksTest } from "../protocol/address-block.ts";
import { isLoopback, normalAddress, peerKey } from "./peer.ts";
import { longestHeader, type ProxiedClient, readProxyHeader } from "./proxy-header.ts";
import { proxyRefusals } from "./transport.ts";

/** Which proxies have to say for whom they connect. */
export interface ProxyDoorConfig {
  readonly from: readonly string[];
  /** Whether everybody else is closed out. */
  readonly required: boolean;
}

/** The other end of a connection, behind any proxy. */
export interface FarEnd {
  readonly address: string;
  readonly port: number;
  /** True if nobody on the way can read along. */
  readonly tls: boolean;
  /** False if there is a proxy between. */
  readonly isDirect: boolean;
  /** True if what is shown over TLS is shown by the far end: no proxy has opened the envelope. */
  readonly endsHere: boolean;
}

/** What a listener says of its proxies. */
interface GuardedListener {
  readonly proxyProtocol?: ProxyDoorConfig | undefined;
  readonly handshakeMs?: number | undefined;
  turnedAway?(address: string, reason: string): void;
}

const longestHeaderMs = 10_000;

/** The door of a listener. */
export function proxyDoor(options: GuardedListener): ProxyDoor {
  const { proxyProtocol: config, handshakeMs = longestHeaderMs } = options;
  const turnedAway = (address: string, reason: string) => options.turnedAway?.(address, reason);
  return new ProxyDoor({ config, headerMs: Math.min(handshakeMs, longestHeaderMs), turnedAway });
}

/** How the door is set, and who is told of those it turns away. */
interface DoorOptions {
  readonly config: ProxyDoorConfig | undefined;
  /** How long a header may take. */
  readonly headerMs: number;
  turnedAway(address: string, reason: string): void;
}

/** Reads what proxies say of those they bring, before anything else of the server hears of the connection. */
export class ProxyDoor {
  #config: ProxyDoorConfig | undefined;
  #isProxy = blocksTest([]);
  readonly #options: DoorOptions;
  readonly #awaited = new Set<Awaited>();
  /** Whom the proxies at the other ends have brought. Over TLS the socket is another object than at first. */
  readonly #brought = new Map<string, ProxiedClient>();

  constructor(options: DoorOptions) {
    this.#options = options;
    this.alter(options.config);
  }

  /** Takes who comes from now on by this configuration. */
  alter(config: ProxyDoorConfig | undefined): void {
    this.#config = config;
    this.#isProxy = blocksTest(config?.from ?? []);
  }

  /** Stands before all who listen to the server for connections. */
  guard(server: Server): void {
    const behind = server.listeners("connection");
    server.removeAllListeners("connection");
    const letIn = (socket: Socket) => {
      for (const listener of behind) listener.call(server, socket);
    };
    server.on("connection", (socket: Socket) => this.#judge(socket, letIn));
  }

  /** The other end of a connection: whom a proxy has brought, if one has. */
  farEndOf(socket: Socket): FarEnd {
    const address = normalAddress(socket.remoteAddress ?? "");
    const isTls = socket instanceof TLSSocket;
    const client = this.#brought.size === 0 ? undefined : this.#brought.get(peerKey(socket));
    if (!client) return { address, port: socket.remotePort ?? 0, tls: isTls, isDirect: true, endsHere: true };
    const tls = client.tls === undefined ? isTls : client.tls && (isTls || isLoopback(address));
    const endsHere = client.tls === undefined;
    return { address: client.address, port: client.port, tls, isDirect: false, endsHere };
  }

  /** Cuts off those whose header is awaited. */
  close(): void {
    for (const { socket } of this.#awaited) socket.destroy();
  }

  #judge(socket: Socket, letIn: (socket: Socket) => void): void {
    const config = this.#config;
    if (!config) return letIn(socket);
    const address = normalAddress(socket.remoteAddress ?? "");
    if (this.#isProxy(address)) return this.#await(socket, address, letIn);
    if (!config.required) return letIn(socket);
    this.#options.turnedAway(address, proxyRefusals.stranger);
    socket.on("error", () => socket.destroy());
    socket.destroy();
  }

  #await(socket: Socket, proxy: string, letIn: (socket: Socket) => void): void {
    const awaited = new Awaited(socket, this.#options.headerMs, (outcome) => {
      this.#awaited.delete(awaited);
      if (outcome.type === "failed") return this.#options.turnedAway(proxy, outcome.reason);
      if (outcome.client) this.#remember(socket, outcome.client);
      letIn(socket);
    });
    this.#awaited.add(awaited);
  }

  #remember(socket: Socket, client: ProxiedClient): void {
    const key = peerKey(socket);
    this.#brought.set(key, client);
    socket.once("close", () => {
      // The port may have come again already.
      if (this.#brought.get(key) === client) this.#brought.delete(key);
    });
  }
}

type Outcome =
  | { readonly type: "known"; readonly client: ProxiedClient | undefined }
  | { readonly type: "failed"; readonly reason: string };

/** A connection that has to begin with a header. What follows the header is left to be read. */
class Awaited {
  readonly socket: Socket;
  readonly #done: (outcome: Outcome) => void;
  readonly #overdue: NodeJS.Timeout;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(socket: Socket, headerMs: number, done: (outcome: Outcome) => void) {
    this.socket = socket;
    this.#done = done;
    this.#overdue = setTimeout(this.#late, headerMs);
    socket.on("readable", this.#read).on("error", this.#broken).on("end", this.#gone).on("close", this.#gone);
  }

  readonly #read = () => {
    for (let chunk = this.socket.read(); chunk !== null; chunk = this.socket.read()) {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      const header = readProxyHeader(this.#bytes);
      if (header.type === "bad") return this.#fail(proxyRefusals.bad);
      if (header.type === "header") {
        const rest = this.#bytes.subarray(header.length);
        this.#leave();
        if (rest.length > 0) this.socket.unshift(rest);
        return this.#done({ type: "known", client: header.client });
      }
      if (this.#bytes.length > longestHeader) return this.#fail(proxyRefusals.bad);
    }
  };

  readonly #late = () => this.#fail(proxyRefusals.late);
  readonly #gone = () => this.#fail(proxyRefusals.missing);
  readonly #broken = () => this.socket.destroy();

  #fail(reason: string): void {
    this.#leave();
    this.socket.on("error", this.#broken).destroy();
    this.#done({ type: "failed", reason });
  }

  #leave(): void {
    clearTimeout(this.#overdue);
    const { socket } = this;
    socket.off("readable", this.#read).off("error", this.#broken);
    socket.off("end", this.#gone).off("close", this.#gone);
  }
}
