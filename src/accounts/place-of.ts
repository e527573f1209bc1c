import { addressBytes, blockName } from "../protocol/address-block.ts";

/** What an address counts as: who has a block of IPv6 has all its addresses, so they count as one. */
export function placeOf(address: string): string {
  const bytes = addressBytes(address);
  return bytes?.length === 16 ? blockName(bytes, 64) : address;
}
