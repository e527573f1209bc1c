import ipaddr from "ipaddr.js";
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

type Block = ReturnType<typeof ipaddr.parseCIDR>;

// Who connects from ever new addresses must not fill the memory: past this the oldest are forgotten.
const mostRemembered = 65_536;

/** Counts who is connected from where, and turns away who is too many. */
export class Admission {
  #limits: AdmissionLimits | undefined;
  #exempt: readonly Block[] = [];
  #clients = 0;
  readonly #byAddress = new Map<string, number>();
  readonly #byBlock = new Map<string, number>();
  /** When somebody from there last began a stretch of connecting, and how often since: in order of the first. */
  readonly #recent = new Map<string, { readonly began: number; count: number }>();

  constructor(limits: AdmissionLimits | undefined) {
    this.configure(limits);
  }

  /** Judges who comes from now on by other limits; `undefined`: none. */
  configure(limits: AdmissionLimits | undefined): void {
    this.#limits = limits;
    this.#exempt = (limits?.exempt ?? []).map(blockOf);
    // The blocks may be others now.
    this.#byBlock.clear();
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
    if (this.#exempt.length === 0 || !ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return this.#exempt.some(([base, bits]) => parsed.kind() === base.kind() && parsed.match(base, bits));
  }

  #isTooOften(place: string, { count, ms }: ThrottleLimit, now: number): boolean {
    if (count === 0) return false;
    this.#forgetOld(now - ms);
    const seen = this.#recent.get(place);
    if (!seen || now - seen.began >= ms || now < seen.began) {
      this.#recent.delete(place);
      this.#recent.set(place, { began: now, count: 1 });
      return false;
    }
    seen.count += 1;
    return seen.count > count;
  }

  // The oldest stand first: forgetting costs nothing as long as none is due.
  #forgetOld(before: number): void {
    for (const [place, { began }] of this.#recent) {
      if (began > before && this.#recent.size < mostRemembered) return;
      this.#recent.delete(place);
    }
  }

  #blockOf(address: string): string {
    const { ipv4Prefix, ipv6Prefix } = this.#limits?.perBlock ?? { ipv4Prefix: 24, ipv6Prefix: 64 };
    if (!ipaddr.isValid(address)) return address;
    const parsed = ipaddr.process(address);
    const bits = parsed.kind() === "ipv4" ? ipv4Prefix : ipv6Prefix;
    return `${networkAddress(parsed.toByteArray(), bits)}/${bits}`;
  }
}

function networkAddress(bytes: readonly number[], bits: number): string {
  return bytes
    .map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - index * 8))) & 0xff)
    .join(".");
}

function blockOf(text: string): Block {
  if (text.includes("/")) return ipaddr.parseCIDR(text);
  const address = ipaddr.process(text);
  return [address, address.kind() === "ipv4" ? 32 : 128];
}

function isFull(counts: ReadonlyMap<string, number>, key: string, most: number): boolean {
  return most > 0 && (counts.get(key) ?? 0) >= most;
}

function add(counts: Map<string, number>, key: string, by: number): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
