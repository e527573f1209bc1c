import type { Server } from "node:net";
import { Server as TlsServer } from "node:tls";
import type { ProxyDoor, ProxyDoorConfig } from "./proxy-door.ts";
import type { TlsIdentity, TlsSettings } from "./tls-identity.ts";
import type { Connection, Listener } from "./transport.ts";
import type { DoorConfig } from "./websocket-door.ts";

/** What of a listener can be altered while it serves. */
export interface LiveOptions {
  /** Connections at one time, beyond which the system's queue is emptied unheard; left out: any number. */
  readonly maxConnections?: number | undefined;
  /** Speaks TLS with these certificates. A listener speaks it from the beginning, or never. */
  readonly tls?: TlsSettings | undefined;
  /** Which web clients may connect, where they are who comes. */
  readonly websocket?: DoorConfig | undefined;
  /** Which proxies say by the PROXY protocol for whom they connect; left out: none. */
  readonly proxyProtocol?: ProxyDoorConfig | undefined;
}

/** Where to listen, and who is told what comes of it. */
export interface ListenerOptions extends LiveOptions {
  readonly host: string;
  readonly port: number;
  /** How long a client may take to shake hands. */
  readonly handshakeMs?: number | undefined;
  /** May one more from this address begin to shake hands, beside so many who do? Left out: yes. */
  mayShakeHands?(address: string, shaking: number): boolean;
  /** A client has connected (and shaken hands, where that is to be done). */
  connected(connection: Connection): void;
  /** Somebody may not connect, for a reason that is one of a few. Left out: nobody is told. */
  turnedAway?(address: string, reason: string): void;
  /** Something went wrong with one client before it was connected, or with the listener. */
  failed(error: Error): void;
}

/** A listener that can be altered while it serves. */
export interface OpenListener extends Listener {
  /** Takes who comes from now on by these options; who is there stays. */
  alter(options: LiveOptions): void;
}

/** What a socket for clients is like. */
export const socketOptions = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 120_000 };

/** What a server is besides one that listens. */
interface ServerParts {
  /** What it shows over TLS. */
  readonly identity: TlsIdentity | undefined;
  /** Reads what proxies say first. */
  readonly door: ProxyDoor;
  /** Cuts off who is not a client yet. */
  closing(): void;
}

/** Has a server listen. Rejects with the system's error if it cannot. */
export async function openListener(
  server: Server,
  options: ListenerOptions,
  { identity, door, closing }: ServerParts,
): Promise<OpenListener> {
  const { host, port, failed } = options;
  const limit = (most = Number.POSITIVE_INFINITY) => {
    server.maxConnections = most;
  };
  limit(options.maxConnections);
  door.guard(server);
  server.on("drop", () => failed(new Error("too many connections")));
  server.on("tlsClientError", failed);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, backlog: 4096 }, () => {
      // Out of file descriptors, say: clients fail to come in until there are some again.
      server.off("error", reject).on("error", failed);
      resolve();
    });
  });
  return {
    host,
    port: portOf(server),
    tls: identity !== undefined,
    alter: ({ maxConnections, tls, proxyProtocol }) => {
      limit(maxConnections);
      door.alter(proxyProtocol);
      if (tls && server instanceof TlsServer) identity?.replace(tls, server);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        door.close();
        closing();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
