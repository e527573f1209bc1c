import { type AddressBlock, addressBytes, blockName, blockNamed, isIn } from "./address-block.ts";
import type { ThrottleLimit } from "./throttles.ts";

/** Who may connect. A number of 0 means any number. */
export interface AdmissionLimits {
  readonly clients: number;
  readonly perAddress: number;
  readonly perBlock: { readonly max: number; readonly ipv4Prefix: number; readonly ipv6Prefix: number };
  readonly connectThrottle: ThrottleLimit;
  /** Addresses and blocks that only `clients` counts for. */
  readonly exempt: readonly string[];
}

// Who connects from ever new addresses must not fill the memory: past this the oldest are forgotten.
const mostRemembered = 65_536;

/** Counts who is connected from where, and turns away who is too many. */
export class Admission {
  #limits: AdmissionLimits | undefined;
  #exempt: readonly AddressBlock[] = [];
  #clients = 0;
  readonly #byAddress = new Map<string, number>();
  readonly #byBlock = new Map<string, number>();
  /** When somebody from there last began a stretch of connecting, and how often since: in order of the first. */
  readonly #recent = new Map<string, { readonly began: number; count: number }>();

  #sweptAt = 0;
  #lastAddress: string | undefined = undefined;
  #lastBlock = "";

  constructor(limits: AdmissionLimits | undefined) {
    this.configure(limits);
  }

  /** Judges who comes from now on by other limits; `undefined`: none. */
  configure(limits: AdmissionLimits | undefined): void {
    this.#limits = limits;
    this.#exempt = (limits?.exempt ?? []).map(blockNamed);
    // The blocks may be others now.
    this.#byBlock.clear();
    this.#lastAddress = undefined;
    for (const [address, count] of this.#byAddress) add(this.#byBlock, this.#blockOf(address), count);
  }

  /** Takes a client in, or says why not. One who was taken in has to be given back with `left`. */
  enter(address: string, now: number): string | undefined {
    const refusal = this.#limits && this.#refusal(this.#limits, address, now);
    if (refusal !== undefined) return refusal;
    this.#clients += 1;
    add(this.#byAddress, address, 1);
    add(this.#byBlock, this.#blockOf(address), 1);
    return undefined;
  }

  /** A client that was taken in is gone. */
  left(address: string): void {
    this.#clients -= 1;
    add(this.#byAddress, address, -1);
    add(this.#byBlock, this.#blockOf(address), -1);
  }

  /** May one more from the address shake hands, beside so many who do and have not come in? */
  mayShakeHands(address: string, shaking: number): boolean {
    const most = this.#limits?.perAddress ?? 0;
    return most === 0 || shaking < most || this.#isExempt(address);
  }

  /** How many places are remembered for how often they connect. */
  get remembered(): number {
    return this.#recent.size;
  }

  #refusal(limits: AdmissionLimits, address: string, now: number): string | undefined {
    const { clients, perAddress, perBlock, connectThrottle } = limits;
    if (clients > 0 && this.#clients >= clients) return "The server is full";
    if (this.#isExempt(address)) return undefined;
    const block = this.#blockOf(address);
    // Who has a block of IPv6 has all its addresses: they count as one.
    const place = address.includes(":") ? block : address;
    if (this.#isTooOften(place, connectThrottle, now)) return "Connecting too fast";
    if (isFull(this.#byAddress, address, perAddress)) return "Too many connections from your address";
    if (isFull(this.#byBlock, block, perBlock.max)) return "Too many connections from your network";
    return undefined;
  }

  #isExempt(address: string): boolean {
    if (this.#exempt.length === 0) return false;
    const bytes = addressBytes(address);
    return bytes !== undefined && this.#exempt.some((block) => isIn(bytes, block));
  }

  #isTooOften(place: string, { count, ms }: ThrottleLimit, now: number): boolean {
    if (count === 0) return false;
    this.#forgetOld(now, ms);
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
  #forgetOld(now: number, ms: number): void {
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
  #blockOf(address: string): string {
    if (address !== this.#lastAddress) {
      const { ipv4Prefix, ipv6Prefix } = this.#limits?.perBlock ?? { ipv4Prefix: 24, ipv6Prefix: 64 };
      const bytes = addressBytes(address);
      this.#lastAddress = address;
      this.#lastBlock = bytes ? blockName(bytes, bytes.length === 4 ? ipv4Prefix : ipv6Prefix) : address;
    }
    return this.#lastBlock;
  }
}

function isFull(counts: ReadonlyMap<string, number>, key: string, most: number): boolean {
  return most > 0 && (counts.get(key) ?? 0) >= most;
}

function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
