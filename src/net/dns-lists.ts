import { Resolver } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { blocksTest } from "../protocol/address-block.ts";
import { type Answer, Answers } from "./answers.ts";

/** A list of addresses that is asked by DNS. */
export interface DnsList {
  readonly zone: string;
  readonly replies: readonly string[];
}

/** How lists are asked. */
export interface DnsListOptions<L extends DnsList> {
  readonly lists: readonly L[];
  readonly servers: readonly string[];
  readonly seconds: number;
  readonly cacheSeconds: number;
  readonly cacheEntries: number;
}

/** What the lists say of an address. */
export interface DnsListAnswer<L> {
  /** The lists it is in, in their order. */
  readonly in: readonly L[];
  /** True if one of them has not answered. */
  readonly isUnsure: boolean;
}

/** Asks lists of addresses by DNS (RFC 5782), and remembers for a while what they said. */
export class DnsLists<L extends DnsList> {
  readonly #options: DnsListOptions<L>;
  readonly #resolver: Resolver;
  /** Whether a reply is one of those that mean something, by list. */
  readonly #isCounted: ReadonlyMap<L, (reply: string) => boolean>;
  readonly #answers: Answers<readonly string[]>;

  constructor(options: DnsListOptions<L>, now: () => number) {
    this.#options = options;
    this.#answers = new Answers(options.cacheEntries, now);
    this.#resolver = new Resolver({ timeout: options.seconds * 1000, tries: 1 });
    if (options.servers.length > 0) this.#resolver.setServers(options.servers);
    this.#isCounted = new Map(options.lists.map((list) => [list, blocksTest(list.replies)]));
  }

  /** What the lists say of an address; never rejects. */
  async ask(address: string): Promise<DnsListAnswer<L>> {
    const { lists } = this.#options;
    const answers = await Promise.allSettled(
      lists.map(({ zone }) => this.#repliesFor(reversedName(address, zone))),
    );
    const isIn = (list: L, at: number) => {
      const answer = answers[at];
      return answer?.status === "fulfilled" && answer.value.some((reply) => this.#isListing(list, reply));
    };
    return { in: lists.filter(isIn), isUnsure: answers.some(({ status }) => status === "rejected") };
  }

  /** Ends all questions without an answer. */
  end(): void {
    this.#resolver.cancel();
  }

  /** How many answers are remembered. */
  get remembered(): number {
    return this.#answers.size;
  }

  // RFC 5782 2.1: answers are in 127/8, or the domain is somebody else's by now; by 127.255.255 a list says that it
  // does not answer whoever asks.
  #isListing(list: L, reply: string): boolean {
    if (!reply.startsWith("127.") || reply.startsWith("127.255.255.")) return false;
    return this.#isCounted.get(list)?.(reply) ?? false;
  }

  #repliesFor(name: string): Promise<readonly string[]> {
    return this.#answers.ask(name, () => this.#question(name));
  }

  async #question(name: string): Promise<Answer<readonly string[]>> {
    const { cacheSeconds } = this.#options;
    const records = await this.#resolver.resolve4(name, { ttl: true }).catch(noneIfNotThere);
    const seconds = Math.min(cacheSeconds, ...records.map(({ ttl }) => ttl));
    return { answer: records.map(({ address }) => address), seconds };
  }
}

/** RFC 5782 2.1 and 2.4: the bytes of the address the other way round, or its half bytes for IPv6. */
export function reversedName(address: string, zone: string): string {
  const parsed = ipaddr.process(address);
  const bytes = parsed.toByteArray();
  if (parsed.kind() === "ipv4") return `${bytes.reverse().join(".")}.${zone}`;
  const digits = bytes.flatMap((byte) => [byte >> 4, byte & 15].map((half) => half.toString(16)));
  return `${digits.reverse().join(".")}.${zone}`;
}

const notThere: ReadonlySet<unknown> = new Set(["ENOTFOUND", "ENODATA"]);

function noneIfNotThere(error: NodeJS.ErrnoException): [] {
  if (notThere.has(error.code)) return [];
  throw error;
}
