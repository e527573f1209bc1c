import { lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** An address that is not of the internet at large: this machine, a private network, a provider's own services. */
export class PrivateAddress extends Error {
  readonly code = "PRIVATE_ADDRESS";

  constructor(host: string) {
    super(`${host} is no public address`);
    this.name = "PrivateAddress";
  }
}

/** Whether an address is one of the internet at large: neither special of any kind, nor IPv4 in some disguise. */
export function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

/**
 * Looks a name up for a connection, which goes to the very address that was looked at: a name that means another one
 * the next time gains nothing.
 */
export const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, "");
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublic(address)))
      return done(new PrivateAddress(host), "");
    if (options.all) return done(null, addresses);
    return done(null, first.address, first.family);
  });
};
