import type { Config, ListenerConfig } from "./config/schema.ts";
import type { Logger } from "./logging.ts";
import { listenerCertificate } from "./net/listener-certificate.ts";
import { listenTcp, type TcpListener } from "./net/tcp.ts";
import type { ListeningAddress } from "./running-server.ts";
import type { SessionHost } from "./sessions/host.ts";

// Connections beyond the limit that are still taken, to be told that the server is full.
const roomToRefuse = 64;

/** The places where a server listens. */
export class Listeners {
  readonly #host: SessionHost;
  readonly #log: Logger;
  readonly #open: { readonly listener: TcpListener; readonly address: ListeningAddress }[] = [];

  constructor(host: SessionHost, log: Logger) {
    this.#host = host;
    this.#log = log;
  }

  get addresses(): readonly ListeningAddress[] {
    return this.#open.map(({ address }) => address);
  }

  /** Opens all that are configured; rejects with the first that cannot be. */
  async open(config: Config): Promise<void> {
    for (const listener of config.listeners) await this.#listen(listener, config);
  }

  /** Reads the certificates again; returns what puts them in force. Rejects if one cannot serve. */
  async certificates({ listeners, name, data }: Config): Promise<() => void> {
    const read = await Promise.all(listeners.map((listener) => listenerCertificate(listener, name, data)));
    return () => {
      for (const [index, certificate] of read.entries()) {
        if (certificate) this.#open[index]?.listener.renew(certificate);
      }
    };
  }

  /** Stops listening; resolves when the last connection is over. */
  async close(): Promise<void> {
    await Promise.all(this.#open.map(({ listener }) => listener.close()));
  }

  async #listen(config: ListenerConfig, { name, data, connections, unlimited }: Config): Promise<void> {
    const certificate = await listenerCertificate(config, name, data);
    const listener = await listenTcp({
      host: config.host,
      port: config.port,
      certificate,
      maxConnections: unlimited ? undefined : connections.clients + roomToRefuse,
      handshakeMs: connections.registrationSeconds * 1000,
      connected: (connection) =>
        this.#host.accept(connection, config.console ? this.#host.console : undefined),
      failed: (error) => this.#log.debug({ err: error }, "a client could not connect"),
    });
    const { host, port, tls } = listener;
    const address = { host, port, tls, console: config.console, fingerprint: certificate?.fingerprint };
    this.#open.push({ listener, address });
  }
}
