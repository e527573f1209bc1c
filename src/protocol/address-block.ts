import ipaddr from "ipaddr.js";

/** A block of addresses: its first bytes, and how many bits of them count. */
export interface AddressBlock {
  readonly bytes: readonly number[];
  readonly bits: number;
}

// Most texts that are asked about are none, and to find that out in earnest takes longer than all else.
const LIKE_AN_ADDRESS = /^[\da-f]*[.:][\da-f.:]*(?:\/\d+)?$/i;

/** True for an address in full, or a block of them such as `10.0.0.0/8`. */
export function isBlock(text: string): boolean {
  if (!LIKE_AN_ADDRESS.test(text) || !isWhole(text)) return false;
  return text.includes("/") ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
}

// Some take `127.1` for 127.0.0.1 and `010.0.0.1` for 8.0.0.1: whoever writes that means something else.
function isWhole(text: string): boolean {
  const [address = ""] = text.split("/");
  const tail = address.slice(address.lastIndexOf(":") + 1);
  return tail.includes(".") || tail === address ? ipaddr.IPv4.isValidFourPartDecimal(tail) : true;
}

/** The block a configuration names; one address is a block, too. */
export function blockNamed(text: string): AddressBlock {
  if (!text.includes("/")) {
    const bytes = ipaddr.process(text).toByteArray();
    return { bytes, bits: bytes.length * 8 };
  }
  const [address, bits] = ipaddr.parseCIDR(text);
  const bytes = address.toByteArray();
  // IPv4 in IPv6 is IPv4, a block of it too: those who come from there are known as that.
  const plain = bits >= MAPPED_BITS ? mappedFour(bytes) : bytes;
  return { bytes: plain, bits: plain.length < bytes.length ? bits - MAPPED_BITS : bits };
}

const MAPPED_BITS = 96;

/** The name of the block of so many bits an address is in: the same for all of its addresses. */
export function blockName(bytes: readonly number[], bits: number): string {
  const whole = bits >> 3;
  const rest = bits & 7;
  const name = bytes.slice(0, whole).join(".");
  return rest === 0 ? `${name}/${bits}` : `${name}.${(bytes[whole] ?? 0) >> (8 - rest)}/${bits}`;
}

/** Whether an address is in a block. */
export function isIn(bytes: readonly number[], { bytes: base, bits }: AddressBlock): boolean {
  if (bytes.length !== base.length) return false;
  const whole = bits >> 3;
  for (let at = 0; at < whole; at += 1) if (bytes[at] !== base[at]) return false;
  const rest = bits & 7;
  return rest === 0 || (bytes[whole] ?? 0) >> (8 - rest) === (base[whole] ?? 0) >> (8 - rest);
}

/** A test whether an address is in one of the blocks a configuration names. */
export function blocksTest(blocks: readonly string[]): (address: string) => boolean {
  const named = blocks.map(blockNamed);
  return (address) => {
    const bytes = named.length > 0 ? addressBytes(address) : undefined;
    return bytes !== undefined && named.some((block) => isIn(bytes, block));
  };
}

/** The bytes of an address as the system writes it: thousands may come in a second. None for anything else. */
export function addressBytes(address: string): readonly number[] | undefined {
  return address.includes(":") ? sixBytes(address) : fourBytes(address);
}

function fourBytes(address: string): readonly number[] | undefined {
  const bytes = address.split(".").map(Number);
  return bytes.length === 4 && bytes.every((byte) => byte >= 0 && byte <= 255) ? bytes : undefined;
}

function sixBytes(address: string): readonly number[] | undefined {
  const [head = "", tail] = address.split("::");
  const [before, after] = [groupBytes(head), groupBytes(tail ?? "")];
  const missing = 16 - before.length - after.length;
  if (missing < 0 || (missing > 0 && tail === undefined)) return undefined;
  const bytes = [...before, ...new Array<number>(missing).fill(0), ...after];
  return bytes.every((byte) => byte >= 0 && byte <= 255) ? mappedFour(bytes) : undefined;
}

// IPv4 in IPv6 is IPv4.
function mappedFour(bytes: readonly number[]): readonly number[] {
  const isMapped = bytes[10] === 255 && bytes[11] === 255 && bytes.slice(0, 10).every((byte) => byte === 0);
  return isMapped ? bytes.slice(12) : bytes;
}

function groupBytes(text: string): readonly number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    if (group.includes(".")) return fourBytes(group) ?? [-1];
    if (!/^[0-9a-f]{1,4}$/i.test(group)) return [-1];
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}
