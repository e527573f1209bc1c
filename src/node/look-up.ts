import type { Config } from "../config/schema.ts";
import { hostNameOf, type NameResolver, systemResolver } from "../net/host-name.ts";
import { identOf } from "../net/ident.ts";
import type { Connection } from "../net/transport.ts";
import { type LookUp, type Lookup, nothingAsked } from "../sessions/registering.ts";

/** Whom to ask instead of the system's own. */
export interface LookUpRim {
  readonly resolver?: NameResolver | undefined;
  readonly identPort?: number | undefined;
}

/** Asks DNS and the client's ident server who connected, as configured, and waits for neither too long. */
export class LookUps {
  readonly #config: () => Config;
  readonly #rim: LookUpRim;
  readonly #open = new Set<AbortController>();

  constructor(config: () => Config, rim: LookUpRim = {}) {
    this.#config = config;
    this.#rim = rim;
  }

  readonly ask: LookUp = (connection) => {
    const config = this.#config();
    return config.hostLookup || config.identLookup ? this.#ask(connection, config) : nothingAsked;
  };

  /** Gives up every open question: nothing is known then. */
  end(): void {
    for (const question of this.#open) question.abort();
  }

  async #ask(connection: Connection, config: Config): Promise<Lookup> {
    const { hostLookup, identLookup, lookupSeconds } = config;
    const question = new AbortController();
    const overdue = setTimeout(() => question.abort(), lookupSeconds * 1000);
    this.#open.add(question);
    try {
      const [host, user] = await Promise.all([
        hostLookup ? this.#hostOf(connection, lookupSeconds * 1000, question.signal) : undefined,
        // A browser has no ident server, and behind a proxy the port is the proxy's.
        identLookup && connection.kind === "stream" ? this.#userOf(connection, question.signal) : undefined,
      ]);
      return { host, user: identLookup ? (user ?? null) : undefined };
    } finally {
      clearTimeout(overdue);
      this.#open.delete(question);
    }
  }

  #hostOf({ address }: Connection, timeoutMs: number, givenUp: AbortSignal): Promise<string | undefined> {
    const { resolver = systemResolver(timeoutMs) } = this.#rim;
    const noMore = new Promise<undefined>((resolve) => {
      givenUp.addEventListener("abort", () => {
        resolver.cancel?.();
        resolve(undefined);
      });
    });
    return Promise.race([hostNameOf(address, resolver, givenUp), noMore]);
  }

  #userOf(connection: Connection, givenUp: AbortSignal): Promise<string | undefined> {
    const { address, localAddress, remotePort, localPort } = connection;
    const { identPort } = this.#rim;
    return identOf({ address, localAddress, remotePort, localPort, givenUp, identPort });
  }
}
