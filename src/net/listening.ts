import type { Server } from "node:net";
import { Server as TlsServer } from "node:tls";
import type { Certificate } from "./certificate.ts";
import type { Connection, Listener } from "./transport.ts";

/** Where to listen, with what certificate, and who is told what comes of it. */
export interface ListenerOptions {
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
  /** A client has connected (and shaken hands, where that is to be done). */
  connected(connection: Connection): void;
  /** Something went wrong with one client before it was connected, or with the listener. */
  failed(error: Error): void;
}

/** A listener that can be altered while it serves. */
export interface OpenListener extends Listener {
  /** Takes at most so many connections from now on; `undefined`: any number. */
  limit(maxConnections: number | undefined): void;
  /** Shakes hands with another certificate from now on. */
  renew(certificate: Certificate): void;
}

/** What a socket for clients is like. */
export const socketOptions = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 120_000 };

/** Has a server listen; `closing` cuts off who is not a client yet. Rejects with the system's error if it cannot. */
export async function openListener(
  server: Server,
  options: ListenerOptions,
  closing: () => void,
): Promise<OpenListener> {
  const { host, port, failed } = options;
  const secure = server instanceof TlsServer ? server : undefined;
  const limit = (most = Number.POSITIVE_INFINITY) => {
    server.maxConnections = most;
  };
  limit(options.maxConnections);
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
    tls: secure !== undefined,
    limit,
    renew: ({ cert, key }) => secure?.setSecureContext({ cert, key }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closing();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}
