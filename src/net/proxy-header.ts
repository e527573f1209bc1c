import { isIPv4, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";

/** For whom a proxy has opened a connection, as its header has it. */
export interface ProxiedClient {
  /** Normalised: IPv4 in IPv6 is IPv4. */
  readonly address: string;
  readonly port: number;
  /** Whether the client speaks TLS with the proxy; `undefined` if that is not said. */
  readonly tls: boolean | undefined;
}

/** What the first bytes of a connection are, as the PROXY protocol has it. */
export type ProxyHeader =
  /** They may become a header. */
  | { readonly type: "unfinished" }
  | { readonly type: "bad" }
  /** So many bytes are the header. No client: the proxy itself has connected, to see whether we live. */
  | { readonly type: "header"; readonly length: number; readonly client: ProxiedClient | undefined };

/** The longest header that is taken: 107 bytes in words; in bytes the tags of proxies of our days, certificates too. */
export const longestHeader = 16_384;

const unfinished: ProxyHeader = { type: "unfinished" };
const bad: ProxyHeader = { type: "bad" };

// proxy-protocol.txt 2.2.
const signature = Buffer.from("\r\n\r\n\0\r\nQUIT\n", "latin1");
const beginning = Buffer.from("PROXY ", "latin1");

/** Reads the PROXY header a connection begins with: version 1, in words, or 2, in bytes. */
export function readProxyHeader(bytes: Buffer): ProxyHeader {
  if (mayBegin(bytes, signature)) return inBytes(bytes);
  return mayBegin(bytes, beginning) ? inWords(bytes) : bad;
}

function mayBegin(bytes: Buffer, text: Buffer): boolean {
  const length = Math.min(bytes.length, text.length);
  return bytes.subarray(0, length).equals(text.subarray(0, length));
}

// 2.1: "a 108-byte buffer is always enough to store all the line and a trailing zero".
const longestLine = 107;

function inWords(bytes: Buffer): ProxyHeader {
  const lineEnd = bytes.subarray(0, longestLine).indexOf("\r\n");
  if (lineEnd < 0) return bytes.length < longestLine ? unfinished : bad;
  const length = lineEnd + 2;
  const line = bytes.toString("latin1", 0, lineEnd);
  // "The receiver must ignore anything presented before the CRLF".
  if (/^PROXY UNKNOWN(?: |$)/.test(line)) return { type: "header", length, client: undefined };
  const [, family, address = "", ours = "", port = "", ourPort = "", ...rest] = line.split(" ");
  const isAddress = family === "TCP4" ? isIPv4 : family === "TCP6" ? isIPv6 : undefined;
  if (!isAddress || rest.length > 0 || [address, ours].some((text) => !isAddress(text) || text.includes("%")))
    return bad;
  if (!isPort(port) || !isPort(ourPort)) return bad;
  const client = { address: ipaddr.process(address).toString(), port: Number(port), tls: undefined };
  return { type: "header", length, client };
}

function isPort(text: string): boolean {
  return /^(?:0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535;
}

const fixedLength = 16;

// 2.2: version and command, family and transport, and how many bytes follow.
function inBytes(bytes: Buffer): ProxyHeader {
  if (bytes.length < fixedLength) return unfinished;
  const [command = 0, family = 0] = bytes.subarray(signature.length);
  const length = fixedLength + bytes.readUInt16BE(signature.length + 2);
  if ((command !== LOCAL && command !== PROXY) || length > longestHeader) return bad;
  if (bytes.length < length) return unfinished;
  // A proxied client of no family would come in as the proxy, and with its rights.
  if (command === LOCAL || family === UNIX_STREAM) return { type: "header", length, client: undefined };
  const size = addressSizes.get(family);
  const rest = bytes.subarray(fixedLength, length);
  if (size === undefined || rest.length < 2 * size + 4) return bad;
  const tags = sslTag(rest.subarray(2 * size + 4));
  if (tags === "bad") return bad;
  const address = ipaddr.process(ipaddr.fromByteArray([...rest.subarray(0, size)]).toString()).toString();
  return {
    type: "header",
    length,
    client: { address, port: rest.readUInt16BE(2 * size), tls: tags },
  };
}

const LOCAL = 0x20;
const PROXY = 0x21;
const UNIX_STREAM = 0x31;
// TCP over IPv4 and IPv6.
const addressSizes: ReadonlyMap<number, number> = new Map([
  [0x11, 4],
  [0x21, 16],
]);

// 2.2.6: PP2_TYPE_SSL, whose first byte says PP2_CLIENT_SSL.
const SSL = 0x20;
const OVER_SSL = 0x01;

/** Whether the tags that follow the addresses say that the client speaks TLS; all others are passed over. */
function sslTag(tags: Buffer): boolean | undefined | "bad" {
  let isOverTls: boolean | undefined;
  for (let at = 0; at < tags.length; ) {
    if (tags.length - at < 3) return "bad";
    const end = at + 3 + tags.readUInt16BE(at + 1);
    if (end > tags.length) return "bad";
    if (tags[at] === SSL) {
      // A client flag, and four bytes on its certificate.
      if (end - at < 3 + 5) return "bad";
      isOverTls = ((tags[at + 3] ?? 0) & OVER_SSL) !== 0;
    }
    at = end;
  }
  return isOverTls;
}
