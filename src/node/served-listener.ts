import { isCertified } from "../config/listener.ts";
import type { Config, ListenerConfig } from "../config/schema.ts";
import type { Logger } from "../logging/logger.ts";
import type { ListenerOptions, OpenListener } from "../net/listening.ts";
import { listenTcp } from "../net/tcp.ts";
import type { TlsSettings } from "../net/tls-identity.ts";
import type { WebSocketListenerOptions } from "../net/websocket.ts";
import type { SessionHost } from "../sessions/host.ts";
import type { ListeningAddress } from "./running-server.ts";

/** What a listener is opened or altered with. */
export interface ListenerSettings {
  readonly config: ListenerConfig;
  readonly tls: TlsSettings | undefined;
  /** The configuration of the whole node. */
  readonly node: Config;
}

/** Who is told of those that come. */
interface Reception {
  readonly host: SessionHost;
  readonly log: Logger;
}

/** One place where a server listens, with what it was configured with. */
export class ServedListener {
  #settings: ListenerSettings;
  readonly #listener: OpenListener;
  #closing: Promise<void> | undefined;

  private constructor(settings: ListenerSettings, listener: OpenListener) {
    this.#settings = settings;
    this.#listener = listener;
  }

  /** Rejects with the system's error if nobody can listen there. */
  static async open(settings: ListenerSettings, { host, log }: Reception): Promise<ServedListener> {
    let served: ServedListener | undefined;
    const { config, node } = settings;
    const options: ListenerOptions = {
      host: config.host,
      port: config.port,
      ...liveOptions(settings),
      handshakeMs: node.connections.registrationSeconds * 1000,
      mayShakeHands: (address, shaking) => host.mayShakeHands(address, shaking),
      connected: (connection) => {
        const { console } = served?.config ?? config;
        host.accept(connection, console ? host.console : undefined);
      },
      turnedAway: (address, reason) => host.events.turnedAway(address, reason),
      failed: (error) => log.debug({ err: error }, "a client could not connect"),
    };
    const { websocket } = config;
    served = new ServedListener(
      settings,
      await (websocket ? listenWeb({ ...options, websocket }) : listenTcp(options)),
    );
    return served;
  }

  get config(): ListenerConfig {
    return this.#settings.config;
  }

  get settings(): ListenerSettings {
    return this.#settings;
  }

  /** Others than who asks for its fingerprint may trust it. */
  get isCertified(): boolean {
    const { config, tls } = this.#settings;
    // Until an authority has issued one, a listener shows one of our own.
    const isOurs = config.tls?.acme === true && tls?.certificates[0].isSelfSigned === true;
    return isCertified(config) && !isOurs;
  }

  get address(): ListeningAddress {
    const { config, tls } = this.#settings;
    const { host, port } = this.#listener;
    return {
      ...{ host, port, tls: tls !== undefined, console: config.console },
      websocket: config.websocket !== undefined,
      fingerprint: tls?.certificates[0].fingerprint,
    };
  }

  /** Takes who comes from now on by these settings; who is there stays. */
  alter(settings: ListenerSettings): void {
    this.#settings = settings;
    this.#listener.alter(liveOptions(settings));
  }

  /** Stops listening; resolves when the last connection is over. */
  close(): Promise<void> {
    this.#closing ??= this.#listener.close();
    return this.#closing;
  }
}

// Loaded only here: most servers have no web clients.
async function listenWeb(options: WebSocketListenerOptions): Promise<OpenListener> {
  const { listenWebSocket } = await import("../net/websocket.ts");
  return await listenWebSocket(options);
}

function liveOptions({ config: { websocket, proxyProtocol }, tls, node }: ListenerSettings) {
  return { maxConnections: mostConnections(node), tls, websocket, proxyProtocol };
}

// Connections beyond the limit that are still taken, to be told that the server is full.
const roomToRefuse = 64;

function mostConnections({ connections, unlimited }: Config): number | undefined {
  return unlimited ? undefined : connections.clients + roomToRefuse;
}
