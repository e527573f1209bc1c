import ipaddr from "ipaddr.js";
import type { Config } from "../config/schema.ts";
import { DnsLists } from "../net/dns-lists.ts";
import { blocksTest } from "../protocol/address-block.ts";
import { type Listed, strictest } from "../sessions/listing.ts";

type ListConfig = Config["dnsbl"]["lists"][number];

const nothingSaid: Listed = { listing: undefined, isUnsure: true };

/** The lists of one configuration, and whom they are asked about. */
interface Asked {
  readonly config: Config;
  readonly lists: DnsLists<ListConfig>;
  isExempt(address: string): boolean;
}

/** Asks the lists of the configuration in force about addresses. */
export class DnsListing {
  readonly #now: () => number;
  readonly #reputationOf: (address: string) => number;
  #asked: Asked | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(now: () => number, reputationOf: (address: string) => number) {
    this.#now = now;
    this.#reputationOf = reputationOf;
  }

  /** What the lists say; without a promise if they are not asked. Who is not known to be listed is not. */
  ask(address: string, config: Config): Promise<Listed> | undefined {
    if (config.dnsbl.lists.length === 0 || !ipaddr.isValid(address)) return undefined;
    const { minReputation } = config.dnsbl;
    if (minReputation > 0 && this.#reputationOf(address) >= minReputation) return undefined;
    const asked = this.#askedFor(config);
    return asked.isExempt(address) ? undefined : this.#inTime(asked, address);
  }

  /** Gives up every open question. */
  end(): void {
    this.#asked?.lists.end();
    for (const giveUp of this.#waiting) giveUp();
  }

  #askedFor(config: Config): Asked {
    const { dnsbl } = config;
    if (this.#asked?.config === config) return this.#asked;
    // What was remembered goes on to be of use where the lists are the same.
    const known = this.#asked;
    const lists =
      known && JSON.stringify(known.config.dnsbl) === JSON.stringify(dnsbl)
        ? known.lists
        : new DnsLists(dnsbl, this.#now);
    this.#asked = { config, lists, isExempt: exemption(config) };
    return this.#asked;
  }

  // A resolver that is told of several servers asks one after the other.
  #inTime({ lists, config }: Asked, address: string): Promise<Listed> {
    return new Promise((resolve) => {
      const done = (listed: Listed) => {
        clearTimeout(overdue);
        this.#waiting.delete(giveUp);
        resolve(listed);
      };
      const giveUp = () => done(nothingSaid);
      const overdue = setTimeout(giveUp, config.dnsbl.seconds * 1000);
      this.#waiting.add(giveUp);
      lists.ask(address).then((answer) => {
        done({ listing: listingIn(answer.in, address), isUnsure: answer.isUnsure });
      }, giveUp);
    });
  }
}

// Nobody but this network knows what is private.
const ownRanges: ReadonlySet<string> = new Set([
  ...["loopback", "private", "linkLocal", "uniqueLocal", "unspecified", "carrierGradeNat"],
]);

function exemption({ dnsbl, connections, networks }: Config): (address: string) => boolean {
  const isListed = blocksTest([...dnsbl.exempt, ...connections.exempt]);
  const known = networks.map(({ addresses, dnsbl: asks }) => ({ asks, has: blocksTest(addresses) }));
  return (address) =>
    ownRanges.has(ipaddr.process(address).range()) ||
    isListed(address) ||
    known.find(({ has }) => has(address))?.asks === false;
}

function listingIn(lists: readonly ListConfig[], address: string): Listed["listing"] {
  const found = strictest(lists);
  if (!found) return undefined;
  const { zone, action, reason } = found;
  return { zone, action, reason: reason.replaceAll("%ip%", address) };
}
