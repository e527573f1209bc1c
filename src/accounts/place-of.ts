import ipaddr from "ipaddr.js";

/** What an address counts as: who has a block of IPv6 has all its addresses, so they count as one. */
export function placeOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return ipaddr.IPv6.parse(address).parts.slice(0, 4).join(":");
}
