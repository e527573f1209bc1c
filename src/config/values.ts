import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { line, listOf, mustBe } from "./fields.ts";

/** What an operator may be allowed to do. */
export const PRIVILEGES = [
  "ban",
  "kill",
  "wallops",
  "globops",
  "broadcast",
  "rehash",
  "die",
  "restart",
  "sajoin",
  "sapart",
  "sanick",
  "samode",
  "satopic",
  "sakick",
  "chghost",
  "chgident",
  "channels",
  "accounts",
  "vhosts",
  "check",
  "defcon",
  "see-secret",
  "see-hosts",
  "metadata",
  "filters",
  "review",
] as const;

/** The name of a server: a host name with a dot in it, as RFC 2812 2.3.1 has it. */
export function serverName() {
  const label = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
  return line(
    "a host name with a dot in it, at most 63 characters",
    new RegExp(`^(?=.{3,63}$)${label}(?:\\.${label})+$`),
  );
}

/** One word that stands well in 005. */
export function networkName() {
  return line("one word of printable ASCII, at most 63 characters", /^[!-9;-~]{1,63}$/);
}

/** Text in place, or the file that holds it. */
export function document() {
  const error = mustBe("text, { text: … } or { file: … }");
  return z.union(
    [
      z.string().transform((text) => ({ text })),
      z.strictObject({ text: z.string() }),
      z.strictObject({ file: line() }),
    ],
    { error },
  );
}

/** The SHA-256 fingerprint of a certificate, with colons or without, as it is kept: without, in lower case. */
export function fingerprint() {
  return line(
    "a SHA-256 fingerprint of 64 hexadecimal digits",
    /^(?:[0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}$/,
  ).transform((digits) => digits.replaceAll(":", "").toLowerCase());
}

// The flags people may set. The table of modes is the world's, which this folder does not know; a test compares.
const channelFlags = "BCDGKMNOPQRSTUVcimnpstuz";

/** Modes a channel may be made with: flags, each once, and not both private and secret. */
export function newChannelModes() {
  const once = `(?!.*(.).*\\1)`;
  return line(
    `channel modes out of ${channelFlags}, each once, p or s but not both`,
    new RegExp(`^${once}(?!.*p.*s|.*s.*p)[${channelFlags}]*$`),
  );
}

/** A key of metadata, or a mask of keys. */
export function metadataKeyMask() {
  return line("a key of a-z, 0-9, _ . / and -, or a mask of keys with * and ?", /^[a-z0-9_./*?-]{1,48}$/);
}

/** Addresses or blocks of them. */
export function addressBlocks() {
  const error = mustBe("an address or a block such as 10.0.0.0/8");
  return listOf(z.string({ error }).refine(isBlock, { error }), "a list of addresses or blocks of them");
}

/** How much the log may say, from little to much. */
export const LOG_LEVELS = ["silent", "fatal", "error", "warn", "info", "debug", "trace"] as const;

// In full: some take `10.1` for 10.0.0.1, and `010.0.0.0/8` for 8.0.0.0/8.
function isBlock(text: string): boolean {
  const [address = ""] = text.split("/");
  if (isIP(address) === 0 || address.includes("%")) return false;
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}
