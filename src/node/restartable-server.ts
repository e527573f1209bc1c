import type { Config } from "../config/schema.ts";
import type { StopRequested } from "../world/changes.ts";
import type { HttpAddress, ListeningAddress, RunningServer, ServerRim } from "./running-server.ts";

/** Starts a server that runs once, and says `stop` when an operator wants it to end. */
export type StartOnce = (
  config: Config,
  rim: ServerRim,
  stop: (request: StopRequested) => void,
) => Promise<RunningServer>;

/** A server that DIE ends, and that RESTART ends and starts again in its place, inside the process. */
export class RestartableServer implements RunningServer {
  readonly #rim: ServerRim;
  readonly #startOnce: StartOnce;
  #config: Config;
  #running: RunningServer | undefined;
  /** What happens to the server now: each waits for the one before. */
  #turn: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(config: Config, rim: ServerRim, startOnce: StartOnce) {
    this.#config = config;
    this.#rim = rim;
    this.#startOnce = startOnce;
  }

  get port(): number {
    return this.#running?.port ?? 0;
  }

  get addresses(): readonly ListeningAddress[] {
    return this.#running?.addresses ?? [];
  }

  get http(): HttpAddress | undefined {
    return this.#running?.http;
  }

  async start(): Promise<void> {
    this.#running = await this.#startOnce(this.#config, this.#rim, (request) => this.#stop(request));
  }

  async rehash(): Promise<readonly string[]> {
    return (await this.#running?.rehash()) ?? [];
  }

  reopen(): void {
    this.#running?.reopen();
  }

  /** Ends the server for good; a second call waits for the first. */
  async close(reason?: string): Promise<void> {
    this.#closed = true;
    // Without waiting for its turn: a server that is ending already is hurried by nobody.
    const running = this.#running;
    await Promise.all([running?.close(reason), this.#turn]);
    if (this.#running !== running) await this.#running?.close(reason);
  }

  #stop({ restart, by }: StopRequested): void {
    const { log, failed } = this.#rim;
    log.warn({ nick: by.nick, restart }, "an operator stops the server");
    // The entry that asks for it is still being applied.
    const later = new Promise<void>((resolve) => setImmediate(resolve));
    this.#turn = Promise.all([this.#turn, later])
      .then(() => (restart ? this.#restart(by.nick) : this.#end(by.nick)))
      .catch((error: unknown) => {
        log.fatal({ err: error }, "the server did not start again");
        failed?.(error);
      });
  }

  async #end(nick: string): Promise<void> {
    this.#closed = true;
    await this.#running?.close(`Server ended by ${nick}`);
  }

  async #restart(nick: string): Promise<void> {
    if (this.#closed) return;
    await this.#running?.close(`Server restarted by ${nick}`);
    if (this.#closed) return;
    this.#config = samePlaces(this.#written(), this);
    this.#rim.log.level = this.#config.log.level;
    await this.start();
    this.#rim.log.info({ addresses: this.addresses }, "started again");
  }

  /** The configuration as it is written now; a broken one must not keep the server from coming back. */
  #written(): Config {
    try {
      return this.#rim.reload();
    } catch (error) {
      this.#rim.log.error({ err: error }, "configuration not read again");
      return this.#config;
    }
  }
}

/** Who was given any free port is found there again. */
function samePlaces(config: Config, { addresses, http: at }: RunningServer): Config {
  const listeners = config.listeners.map((listener, index) =>
    listener.port === 0 ? { ...listener, port: addresses[index]?.port ?? 0 } : listener,
  );
  const http = config.http?.port === 0 && at ? { ...config.http, port: at.port } : config.http;
  return { ...config, listeners, http };
}
