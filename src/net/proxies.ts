import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { blocksTest } from "../protocol/address-block.ts";
import { isLoopback, normalAddress } from "./peer.ts";

/** The other end of a connection. */
export interface Peer {
  readonly address: string;
  /** True if nobody on the way can read along. */
  readonly tls: boolean;
}

/** The proxies that are believed when they say for whom they speak. */
export class TrustedProxies {
  /** Whether an address, as the system writes it, is one of theirs. */
  readonly has: (address: string) => boolean;

  /** Addresses and blocks of them. */
  constructor(blocks: readonly string[]) {
    this.has = blocksTest(blocks);
  }

  /**
   * Whom a peer speaks for, itself if it is no proxy or names nobody. `undefined` if a proxy names what is no
   * address: to take the proxy's own would let in whoever hides behind it as one who is trusted.
   */
  clientOf(peer: Peer, headers: IncomingHttpHeaders): Peer | undefined {
    const forwarded = textOf(headers["x-forwarded-for"]);
    if (forwarded === undefined || !this.has(peer.address)) return peer;
    const address = this.#firstStranger(forwarded.split(",").reverse());
    if (address === undefined) return undefined;
    const isPrivate = peer.tls || isLoopback(peer.address);
    return { address, tls: isPrivate && isHttps(textOf(headers["x-forwarded-proto"])) };
  }

  // From the near end on: what stands beyond the first stranger that stranger may have written himself.
  #firstStranger(hops: readonly string[]): string | undefined {
    let address: string | undefined;
    for (const hop of hops) {
      address = parse(hop.trim())?.toString();
      if (address === undefined || !this.has(address)) return address;
    }
    return address;
  }
}

// The four numbers of an address, not what some systems take for one: `127.1`, `0x7f000001`.
function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const plain = normalAddress(text);
  return isIP(plain) === 0 ? undefined : ipaddr.process(plain);
}

// A header that comes twice is one list to Node.
function textOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "string" ? header : header?.join(",");
}

// With a list, each proxy says how it was reached: one plain stretch is enough to be read on.
function isHttps(proto: string | undefined): boolean {
  return proto?.split(",").every((hop) => hop.trim().toLowerCase() === "https") ?? false;
}
