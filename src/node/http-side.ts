import { isLoopback } from "../config/loopback.ts";
import type { Config, HttpConfig } from "../config/schema.ts";
import type { HttpListener, HttpNode, HttpService } from "../http/http-service.ts";
import type { HttpAddress } from "./running-server.ts";
import { reasonOf, StartError } from "./start-error.ts";

type Parts = Omit<HttpNode, "config" | "metricsAccess">;

/** What a node serves over HTTP, and where: started, moved and ended as it is configured. */
export class HttpSide {
  readonly #parts: Parts;
  readonly #current: () => Config;
  #service: HttpService | undefined;
  #listener: HttpListener | undefined;
  /** The section as it was when the listener was opened. */
  #at: HttpConfig | undefined;
  #isClosed = false;

  /** `config` gives the configuration in force. */
  constructor(parts: Parts, config: () => Config) {
    this.#parts = parts;
    this.#current = config;
  }

  get address(): HttpAddress | undefined {
    return this.#listener && { host: this.#listener.host, port: this.#listener.port };
  }

  /** Listens as configured; a StartError tells why it cannot. */
  async open({ http }: Config): Promise<void> {
    if (http) this.#take(http, await this.#listen(http));
  }

  /** Opens what another configuration asks for; returns what puts it in force. Rejects with a StartError if it cannot. */
  async prepare({ http }: Config): Promise<() => void> {
    if (this.#isClosed) return () => {};
    if (!http) return () => this.#end();
    if (this.#listener && this.#at && samePlace(this.#at, http)) return () => {};
    const listener = await this.#listen(http);
    return () => {
      this.#drop();
      this.#take(http, listener);
    };
  }

  /** Stops listening, and cuts off who is still there. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.close();
    this.#end();
  }

  #take(http: HttpConfig, listener: HttpListener): void {
    this.#at = http;
    this.#listener = listener;
    // The server has ended while the port was being opened.
    if (this.#isClosed) this.#end();
  }

  #end(): void {
    this.#drop();
    this.#service?.stop();
    this.#service = undefined;
  }

  #drop(): void {
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.close().catch((error: unknown) => this.#parts.log.error({ err: error }, "HTTP did not close"));
  }

  async #listen({ host, port }: HttpConfig): Promise<HttpListener> {
    const service = await this.#serviceMade();
    try {
      return await service.listen(host, port);
    } catch (cause) {
      const text = `http: cannot listen on ${host} port ${port} (${reasonOf(cause)})`;
      throw new StartError("HTTP_LISTEN", text, { cause });
    }
  }

  // Loaded only here: most servers of tests and of libraries have no HTTP.
  async #serviceMade(): Promise<HttpService> {
    const { HttpService } = await import("../http/http-service.ts");
    this.#service ??= new HttpService({
      ...this.#parts,
      config: () => this.#section(),
      metricsAccess: () => {
        const { metrics, host } = this.#section();
        return metrics ?? (isLoopback(host) ? "open" : "token");
      },
    });
    return this.#service;
  }

  // Where REHASH has taken the section away, the last one holds until the listener is closed.
  #section(): HttpConfig {
    const section = this.#current().http ?? this.#at;
    if (!section) throw new StartError("NO_HTTP", "there is no http in the configuration");
    return section;
  }
}

function samePlace(one: HttpConfig, other: HttpConfig): boolean {
  return one.host === other.host && one.port === other.port;
}
