import type { Config } from "../config/schema.ts";
import type { Logger } from "../logging/logger.ts";
import type { Certificate } from "../net/certificate.ts";
import { listenerTls } from "../net/listener-certificate.ts";
import type { SessionHost } from "../sessions/host.ts";
import { planListeners } from "./listener-plan.ts";
import type { ListeningAddress } from "./running-server.ts";
import { type ListenerSettings, ServedListener } from "./served-listener.ts";
import { reasonOf, StartError } from "./start-error.ts";

/** What a configuration changes of the places where the server listens: it is made ready, and nothing fails any more. */
export interface PreparedPlaces {
  /** Which places are opened and closed, in words. */
  readonly notes: readonly string[];
  putInForce(): void;
}

/** The listeners' part of it, which can be taken back when another part fails. */
interface PreparedListeners extends PreparedPlaces {
  takeBack(): Promise<void>;
}

/** The places where a server listens. */
export class Listeners {
  readonly #reception: { readonly host: SessionHost; readonly log: Logger };
  /** In the order of the configuration. */
  #open: readonly ServedListener[] = [];
  /** Those that are closed and have clients left. */
  readonly #leaving = new Set<Promise<void>>();
  #isReady = false;
  #isClosed = false;

  constructor(host: SessionHost, log: Logger) {
    this.#reception = { host, log };
  }

  get addresses(): readonly ListeningAddress[] {
    return this.#open.map(({ address }) => address);
  }

  /** True while all that were configured are open. */
  get isOpen(): boolean {
    return this.#isReady && !this.#isClosed;
  }

  /** The port of the first listener for IRC whose certificate others may trust: one from a file, or from an authority. */
  get certifiedPort(): number | undefined {
    return this.#open.find(({ isCertified }) => isCertified)?.address.port;
  }

  /** All that are shown to clients. */
  get certificates(): readonly Certificate[] {
    return this.#open.flatMap(({ settings }) => settings.tls?.certificates ?? []);
  }

  /** Opens all that are configured; rejects with the first that cannot be. */
  async open(node: Config): Promise<void> {
    for (const config of node.listeners) {
      const tls = await listenerTls(config, node.name, node.data);
      this.#open = [...this.#open, await ServedListener.open({ config, tls, node }, this.#reception)];
    }
    this.#isReady = true;
  }

  /**
   * Reads the certificates of another configuration and opens the places it adds. Rejects with a StartError if one
   * cannot serve; then everything is as it was.
   */
  async prepare(node: Config): Promise<PreparedListeners> {
    const { wanted, gone } = planListeners(this.#open, node.listeners);
    const next: { readonly settings: ListenerSettings; readonly kept: ServedListener | undefined }[] = [];
    for (const { config, kept } of wanted) {
      const tls = await listenerTls(config, node.name, node.data, kept?.settings.tls?.certificates);
      next.push({ settings: { config, tls, node }, kept });
    }
    const added = next.filter(({ kept }) => kept === undefined).map(({ settings }) => settings);
    const silenced = new Set<ServedListener>();
    const opened = await this.#openAll(added, gone, silenced);
    const open = next.flatMap(({ settings, kept }) => kept ?? opened.get(settings) ?? []);
    return {
      notes: [
        ...[...opened.values()].map((served) => `listening on ${placeOf(served)} now`),
        ...gone.map((served) => `no longer listening on ${placeOf(served)}; who came there stays`),
      ],
      putInForce: () => {
        for (const { settings, kept } of next) kept?.alter(settings);
        for (const served of this.#open) if (!open.includes(served)) this.#leave(served);
        this.#open = open;
      },
      takeBack: () => this.#takeBack(opened.values(), silenced),
    };
  }

  /** Shows, to who comes from now on, the certificate that was issued for the server. */
  async showIssued(): Promise<void> {
    for (const served of this.#open) {
      const { config, node, tls: shown } = served.settings;
      if (!config.tls?.acme) continue;
      const tls = await listenerTls(config, node.name, node.data, shown?.certificates);
      served.alter({ ...served.settings, tls });
    }
  }

  /** Stops listening; resolves when the last connection is over. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const served of this.#open) this.#leave(served);
    await Promise.all(this.#leaving);
  }

  /** Opens all or none; of those that go, the ones that are in the way have to make room first. */
  async #openAll(
    added: readonly ListenerSettings[],
    gone: readonly ServedListener[],
    silenced: Set<ServedListener>,
  ): Promise<ReadonlyMap<ListenerSettings, ServedListener>> {
    const opened = new Map<ListenerSettings, ServedListener>();
    try {
      for (const settings of added) opened.set(settings, await this.#openOne(settings, gone, silenced));
      if (this.#isClosed) throw new StartError("CLOSING", "the server is closing");
      return opened;
    } catch (error) {
      await this.#takeBack(opened.values(), silenced);
      throw error;
    }
  }

  async #takeBack(opened: Iterable<ServedListener>, silenced: Iterable<ServedListener>): Promise<void> {
    for (const served of opened) this.#leave(served);
    if (!this.#isClosed) for (const served of silenced) await this.#reopen(served);
  }

  async #openOne(
    settings: ListenerSettings,
    gone: readonly ServedListener[],
    silenced: Set<ServedListener>,
  ): Promise<ServedListener> {
    try {
      return await ServedListener.open(settings, this.#reception);
    } catch (cause) {
      const { host, port } = settings.config;
      const inTheWay = gone.filter((served) => served.address.port === port && !silenced.has(served));
      if (reasonOf(cause) !== "EADDRINUSE" || inTheWay.length === 0)
        throw new StartError("LISTEN", `cannot listen on ${host} port ${port} (${reasonOf(cause)})`, {
          cause,
        });
      for (const served of inTheWay) {
        silenced.add(served);
        this.#leave(served);
      }
      return await this.#openOne(settings, gone, silenced);
    }
  }

  // It has listened there a moment ago: only somebody who was quicker can keep it from doing so again.
  async #reopen(silenced: ServedListener): Promise<void> {
    const { port } = silenced.address;
    const settings = { ...silenced.settings, config: { ...silenced.config, port } };
    try {
      const served = await ServedListener.open(settings, this.#reception);
      this.#open = this.#open.map((open) => (open === silenced ? served : open));
    } catch (error) {
      this.#open = this.#open.filter((open) => open !== silenced);
      this.#reception.log.error({ err: error, address: silenced.address }, "no longer listening there");
    }
  }

  #leave(served: ServedListener): void {
    const left = served.close().finally(() => this.#leaving.delete(left));
    this.#leaving.add(left);
  }
}

function placeOf({ address }: ServedListener): string {
  const { host, port, tls, console, websocket } = address;
  const kind = console ? " for consoles" : websocket ? " for web clients" : "";
  return `${host} port ${port}${tls ? " with TLS" : ""}${kind}`;
}
