import { z } from "zod";
import { flag, line, listOf, mustBe, section, subKey, whole } from "./fields.ts";
import { addressBlocks } from "./values.ts";

/** A place to listen. */
export function listener() {
  return section({
    host: subKey(address().default("127.0.0.1"), "the address to listen on; 0.0.0.0 or :: for all"),
    port: subKey(whole(0, 65_535).default(6667), "the port; 0 picks a free one"),
    tls: subKey(tls().optional(), "TLS: { cert: FILE, key: FILE } or { selfSigned: true }"),
    console: subKey(flag().default(false), "for people with nc or telnet instead of IRC clients"),
    websocket: subKey(websocket().optional(), "for web clients: IRC in WebSocket messages"),
  });
}

/** The origins of pages that this machine itself serves. */
export const localOrigins = ["localhost", "127.0.0.1", "[::1]"].flatMap((host) => [
  `http://${host}:*`,
  `https://${host}:*`,
]);

/** Where one can listen. */
export function address() {
  return line("an IP address or a host name", /^(?:[0-9A-Za-z.:-]|%[0-9a-z]+$)+$/);
}

function tls() {
  return z.union(
    [z.strictObject({ cert: line(), key: line() }), z.strictObject({ selfSigned: z.literal(true) })],
    { error: mustBe("{ cert: FILE, key: FILE } or { selfSigned: true }") },
  );
}

function websocket() {
  return section({
    origins: subKey(
      listOf(origin(), "a list of origins").default([]),
      "the web pages that may connect, as https://chat.example.org; :* for any port, * for all pages",
    ),
    withoutOrigin: subKey(
      flag().default(false),
      "whether clients that are no browser, and so name no origin, may connect",
    ),
    trustedProxies: subKey(
      addressBlocks().default([]),
      "proxies believed in X-Forwarded-For and X-Forwarded-Proto; what they say and is no address is refused",
    ),
  });
}

function origin() {
  const error = mustBe("an origin such as https://chat.example.org, without a path, or null, or *");
  return z.string({ error }).refine(isOrigin, { error });
}

function isOrigin(text: string): boolean {
  if (text === "*" || text === "null") return true;
  const shape = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@\\*]+(?::\*)?$/i;
  return shape.test(text) && URL.canParse(text.replace(/:\*$/, ""));
}
