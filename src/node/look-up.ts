import type { Config } from "../config/schema.ts";
import type { ScriptReading } from "../http/metrics/readings.ts";
import { hostNameOf, type NameResolver, systemResolver } from "../net/host-name.ts";
import { identOf } from "../net/ident.ts";
import { type LookUp, type Lookup, nothingAsked, type Peer } from "../sessions/registering.ts";
import { DnsListing } from "./dns-listing.ts";
import { IpCheck } from "./ip-check.ts";

/** Whom to ask instead of the system's own. */
export interface LookUpRim {
  readonly resolver?: NameResolver | undefined;
  readonly identPort?: number | undefined;
  /** The time in ms since 1970. */
  now?(): number;
  /** For how many minutes an address is known; left out: none is. */
  reputationOf?(address: string): number;
  /** Told why a script has not answered. */
  failed?(error: unknown): void;
}

/** Asks DNS and the client's ident server who connected, as configured, and waits for neither too long. */
export class LookUps {
  readonly #config: () => Config;
  readonly #rim: LookUpRim;
  readonly #open = new Set<AbortController>();
  readonly #listing: DnsListing;
  readonly #check: IpCheck;

  constructor(config: () => Config, rim: LookUpRim = {}) {
    this.#config = config;
    this.#rim = rim;
    const now = rim.now ?? Date.now;
    this.#check = new IpCheck((error) => rim.failed?.(error), now);
    this.#listing = new DnsListing(now, rim.reputationOf ?? (() => 0));
  }

  readonly ask: LookUp = (peer) => {
    const config = this.#config();
    const asked = [this.#listing.ask(peer.address, config), this.#check.ask(peer.address, config)] as const;
    const isAsked = config.hostLookup || config.identLookup || asked.some((each) => each !== undefined);
    return isAsked ? this.#ask(peer, config, asked) : nothingAsked;
  };

  /** How the script fares that is asked about addresses. */
  get ipCheck(): ScriptReading {
    return this.#check.reading;
  }

  /** Gives up every open question: nothing is known then. */
  end(): void {
    for (const question of this.#open) question.abort();
    this.#listing.end();
    this.#check.end();
  }

  async #ask(
    peer: Peer,
    config: Config,
    asked: readonly [ReturnType<DnsListing["ask"]>, ReturnType<IpCheck["ask"]>],
  ): Promise<Lookup> {
    const { hostLookup, identLookup, lookupSeconds } = config;
    const question = new AbortController();
    const overdue = setTimeout(() => question.abort(), lookupSeconds * 1000);
    this.#open.add(question);
    try {
      const [host, user, listed, checked] = await Promise.all([
        hostLookup ? this.#hostOf(peer, lookupSeconds * 1000, question.signal) : undefined,
        identLookup && peer.isDirect ? this.#userOf(peer, question.signal) : undefined,
        ...asked,
      ]);
      return {
        host,
        user: identLookup ? (user ?? null) : undefined,
        ...(listed && { listed }),
        ...(checked && { checked }),
      };
    } finally {
      clearTimeout(overdue);
      this.#open.delete(question);
    }
  }

  #hostOf({ address }: Peer, timeoutMs: number, givenUp: AbortSignal): Promise<string | undefined> {
    const { resolver = systemResolver(timeoutMs) } = this.#rim;
    const noMore = new Promise<undefined>((resolve) => {
      givenUp.addEventListener("abort", () => {
        resolver.cancel?.();
        resolve(undefined);
      });
    });
    return Promise.race([hostNameOf(address, resolver, givenUp), noMore]);
  }

  #userOf(peer: Peer, givenUp: AbortSignal): Promise<string | undefined> {
    const { address, localAddress, remotePort, localPort } = peer;
    const { identPort } = this.#rim;
    return identOf({ address, localAddress, remotePort, localPort, givenUp, identPort });
  }
}
