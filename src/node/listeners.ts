import type { Config, ListenerConfig } from "../config/schema.ts";
import type { Logger } from "../logging/logger.ts";
import { listenerCertificate } from "../net/listener-certificate.ts";
import type { ListenerOptions, OpenListener } from "../net/listening.ts";
import { listenTcp } from "../net/tcp.ts";
import type { WebSocketListenerOptions } from "../net/websocket.ts";
import type { SessionHost } from "../sessions/host.ts";
import type { ListeningAddress } from "./running-server.ts";

/** The places where a server listens. */
export class Listeners {
  readonly #host: SessionHost;
  readonly #log: Logger;
  readonly #open: ServedListener[] = [];
  #wanted = 0;

  constructor(host: SessionHost, log: Logger) {
    this.#host = host;
    this.#log = log;
  }

  get addresses(): readonly ListeningAddress[] {
    return this.#open.map(({ address }) => address);
  }

  /** True while all that were configured are open. */
  get isOpen(): boolean {
    return this.#open.length > 0 && this.#open.length === this.#wanted;
  }

  /** The port of the first listener for IRC whose certificate others may trust: one from a file. */
  get certifiedPort(): number | undefined {
    const certified = this.#open.find(
      ({ config: { tls, console, websocket } }) => !console && !websocket && tls && "cert" in tls,
    );
    return certified?.address.port;
  }

  /** Opens all that are configured; rejects with the first that cannot be. */
  async open(config: Config): Promise<void> {
    this.#wanted = config.listeners.length;
    for (const listener of config.listeners) await this.#listen(listener, config);
  }

  /** Reads the certificates of another configuration; returns what puts it in force. Rejects if one cannot serve. */
  async prepare(config: Config): Promise<() => void> {
    const next = await Promise.all(this.#open.map((open) => this.#prepared(open, config)));
    return () => {
      for (const { listener, certificate } of next) {
        listener.limit(mostConnections(config));
        if (certificate) listener.renew(certificate);
      }
    };
  }

  /** Stops listening; resolves when the last connection is over. */
  async close(): Promise<void> {
    await Promise.all(this.#open.map(({ listener }) => listener.close()));
  }

  async #prepared({ config: { host, port, tls, websocket }, listener }: ServedListener, next: Config) {
    const same = next.listeners.find(
      (other) =>
        other.host === host &&
        (other.port === port || other.port === 0) &&
        (other.tls === undefined) === (tls === undefined) &&
        (other.websocket === undefined) === (websocket === undefined),
    );
    // Without a folder a certificate signed by itself is kept nowhere but here: another would be a stranger's.
    const isOnlyHere = next.data === undefined && same?.tls !== undefined && "selfSigned" in same.tls;
    const certificate =
      same && !isOnlyHere ? await listenerCertificate(same, next.name, next.data) : undefined;
    return { listener, certificate };
  }

  async #listen(config: ListenerConfig, node: Config): Promise<void> {
    const certificate = await listenerCertificate(config, node.name, node.data);
    const options: ListenerOptions = {
      host: config.host,
      port: config.port,
      certificate,
      maxConnections: mostConnections(node),
      handshakeMs: node.connections.registrationSeconds * 1000,
      mayShakeHands: (address, shaking) => this.#host.mayShakeHands(address, shaking),
      connected: (connection) =>
        this.#host.accept(connection, config.console ? this.#host.console : undefined),
      failed: (error) => this.#log.debug({ err: error }, "a client could not connect"),
    };
    const { console, websocket } = config;
    const listener = await (websocket ? listenWeb({ ...options, websocket }) : listenTcp(options));
    const { host, port, tls } = listener;
    const fingerprint = certificate?.fingerprint;
    const address = { host, port, tls, console, websocket: websocket !== undefined, fingerprint };
    this.#open.push({ config, listener, address });
  }
}

// Loaded only here: most servers have no web clients.
async function listenWeb(options: WebSocketListenerOptions): Promise<OpenListener> {
  const { listenWebSocket } = await import("../net/websocket.ts");
  return await listenWebSocket(options);
}

interface ServedListener {
  readonly config: ListenerConfig;
  readonly listener: OpenListener;
  readonly address: ListeningAddress;
}

// Connections beyond the limit that are still taken, to be told that the server is full.
const roomToRefuse = 64;

function mostConnections({ connections, unlimited }: Config): number | undefined {
  return unlimited ? undefined : connections.clients + roomToRefuse;
}
