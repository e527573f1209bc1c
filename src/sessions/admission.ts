import { addressBytes, blockName, blocksTest } from "../protocol/address-block.ts";
import type { ThrottleLimit } from "./throttles.ts";

/** Who may connect. A number of 0 means any number. */
export interface AdmissionLimits {
  readonly clients: number;
  readonly perAddress: number;
  readonly perBlock: BlockLimit;
  /** A block around the block: who has many of those is held back by it. */
  readonly perWideBlock: BlockLimit;
  readonly connectThrottle: ThrottleLimit;
  /** Addresses and blocks that only `clients` counts for. */
  readonly exempt: readonly string[];
  /** Networks that are known by name; the first that has an address counts, and blocks do not. */
  readonly networks: readonly NetworkLimit[];
}

/** How many may come from a network of any shape. */
interface NetworkLimit {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly max: number;
  readonly perAddress: number;
  /** How often all of it may connect; `undefined`: as everybody. */
  readonly connectThrottle: ThrottleLimit | undefined;
}

/** A network, and what it takes to know its addresses. */
interface KnownNetwork extends NetworkLimit {
  has(address: string): boolean;
}

/** How many may come from one block of addresses, and how many bits name it. */
export interface BlockLimit {
  readonly max: number;
  readonly ipv4Prefix: number;
  readonly ipv6Prefix: number;
}

/** An address and the blocks it is in. */
interface Place {
  readonly address: string;
  readonly block: string;
  readonly wideBlock: string;
  readonly network: KnownNetwork | undefined;
}

/** Why a client is turned away, in the words it reads. */
export const admissionRefusals = {
  full: "The server is full",
  tooFast: "Connecting too fast",
  address: "Too many connections from your address",
  network: "Too many connections from your network",
  class: "The class is full",
} as const;

/** Why a client is turned away whose address is in a list. */
export function listedIn(zone: string): string {
  return `Listed in ${zone}`;
}

const nowhere: Place = { address: "", block: "", wideBlock: "", network: undefined };

// Who connects from ever new addresses must not fill the memory: past this the oldest are forgotten.
const mostRemembered = 65_536;

/** Counts who is connected from where, and turns away who is too many. */
export class Admission {
  #limits: AdmissionLimits | undefined;
  #isExempt = blocksTest([]);
  #networks: readonly KnownNetwork[] = [];
  #clients = 0;
  readonly #byAddress = new Map<string, number>();
  readonly #byBlock = new Map<string, number>();
  readonly #byWideBlock = new Map<string, number>();
  /** By name. */
  readonly #byNetwork = new Map<string, number>();
  /** When somebody from there last began a stretch of connecting, and how often since: in order of the first. */
  readonly #recent = new Map<string, { readonly began: number; count: number }>();
  /** Whatever began longer ago counts for no throttle any more. */
  #longestMs = 0;
  #sweptAt = 0;
  #last = nowhere;

  constructor(limits: AdmissionLimits | undefined) {
    this.configure(limits);
  }

  /** Judges who comes from now on by other limits; `undefined`: none. */
  configure(limits: AdmissionLimits | undefined): void {
    this.#limits = limits;
    this.#isExempt = blocksTest(limits?.exempt ?? []);
    this.#networks = (limits?.networks ?? []).map((each) => ({ ...each, has: blocksTest(each.addresses) }));
    const throttles = [limits, ...this.#networks].map((each) => each?.connectThrottle?.ms ?? 0);
    this.#longestMs = Math.max(...throttles);
    // The blocks and networks may be others now.
    const inside = [...this.#byAddress];
    for (const counts of [this.#byAddress, this.#byBlock, this.#byWideBlock, this.#byNetwork]) counts.clear();
    this.#last = nowhere;
    for (const [address, count] of inside) this.#count(address, count);
  }

  /** Takes a client in, or says why not. One who was taken in has to be given back with `left`. */
  enter(address: string, now: number): string | undefined {
    const refusal = this.#limits && this.#refusal(this.#limits, address, now);
    if (refusal !== undefined) return refusal;
    this.#clients += 1;
    this.#count(address, 1);
    return undefined;
  }

  /** A client that was taken in turns out to come from elsewhere; a text says why it may not. It is counted in any case. */
  moved(from: string, to: string, now: number): string | undefined {
    this.left(from);
    const refusal = this.#limits && this.#refusal(this.#limits, to, now);
    this.#clients += 1;
    this.#count(to, 1);
    return refusal;
  }

  /** A client that was taken in is gone. */
  left(address: string): void {
    this.#clients -= 1;
    this.#count(address, -1);
  }

  /** May one more from the address shake hands, beside so many who do and have not come in? */
  mayShakeHands(address: string, shaking: number): boolean {
    const most = this.#placeOf(address).network?.perAddress ?? this.#limits?.perAddress ?? 0;
    return most === 0 || shaking < most || this.#isExempt(address);
  }

  /** How many places are remembered for how often they connect. */
  get remembered(): number {
    return this.#recent.size;
  }

  #count(address: string, by: number): void {
    const { block, wideBlock, network } = this.#placeOf(address);
    add(this.#byAddress, address, by);
    add(this.#byBlock, block, by);
    add(this.#byWideBlock, wideBlock, by);
    if (network) add(this.#byNetwork, network.name, by);
  }

  #refusal(limits: AdmissionLimits, address: string, now: number): string | undefined {
    const { clients, perAddress, perBlock, perWideBlock, connectThrottle } = limits;
    if (clients > 0 && this.#clients >= clients) return admissionRefusals.full;
    if (this.#isExempt(address)) return undefined;
    const { block, wideBlock, network } = this.#placeOf(address);
    // Who has a block of IPv6 has all its addresses: they count as one.
    const place = address.includes(":") ? block : address;
    const isTooOften = network?.connectThrottle
      ? this.#isTooOften(`network ${network.name}`, network.connectThrottle, now)
      : this.#isTooOften(place, connectThrottle, now);
    if (isTooOften) return admissionRefusals.tooFast;
    if (isFull(this.#byAddress, address, network?.perAddress ?? perAddress)) return admissionRefusals.address;
    const isCrowded = network
      ? isFull(this.#byNetwork, network.name, network.max)
      : isFull(this.#byBlock, block, perBlock.max) || isFull(this.#byWideBlock, wideBlock, perWideBlock.max);
    if (isCrowded) return admissionRefusals.network;
    return undefined;
  }

  #isTooOften(place: string, { count, ms }: ThrottleLimit, now: number): boolean {
    if (count === 0) return false;
    this.#forgetOld(now);
    const seen = this.#recent.get(place);
    if (!seen || now - seen.began >= ms || now < seen.began) {
      this.#recent.delete(place);
      this.#recent.set(place, { began: now, count: 1 });
      return false;
    }
    seen.count += 1;
    return seen.count > count;
  }

  // The oldest stand first. Many at a time: the beginning of a map is dear to find once much was deleted there.
  #forgetOld(now: number): void {
    const ms = this.#longestMs;
    const isFull = this.#recent.size >= mostRemembered;
    if (!isFull && now >= this.#sweptAt && now < this.#sweptAt + ms) return;
    this.#sweptAt = now;
    let tooMany = isFull ? mostRemembered / 4 : 0;
    for (const [place, { began }] of this.#recent) {
      if (tooMany <= 0 && now < began + ms) return;
      tooMany -= 1;
      this.#recent.delete(place);
    }
  }

  // Asked for several times of one address in a row.
  #placeOf(address: string): Place {
    if (address !== this.#last.address) {
      const bytes = addressBytes(address);
      const { perBlock, perWideBlock } = this.#limits ?? {};
      const [block, wideBlock] = [blockOf(address, bytes, perBlock), blockOf(address, bytes, perWideBlock)];
      const network = this.#networks.find(({ has }) => has(address));
      this.#last = { address, block, wideBlock, network };
    }
    return this.#last;
  }
}

// An address nobody can parse is a block of its own.
function blockOf(address: string, bytes: readonly number[] | undefined, limit: BlockLimit | undefined) {
  if (!bytes || !limit) return address;
  return blockName(bytes, bytes.length === 4 ? limit.ipv4Prefix : limit.ipv6Prefix);
}

function isFull(counts: ReadonlyMap<string, number>, key: string, most: number): boolean {
  return most > 0 && (counts.get(key) ?? 0) >= most;
}

function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
