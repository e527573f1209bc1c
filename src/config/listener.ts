import { z } from "zod";
import { flag, line, listOf, mustBe, oneOf, section, subKey, whole } from "./fields.ts";
import { addressBlocks } from "./values.ts";

/** A place to listen. */
export function listener() {
  return section({
    host: subKey(address().default("127.0.0.1"), "the address to listen on; 0.0.0.0 or :: for all"),
    port: subKey(whole(0, 65_535).default(6667), "the port; 0 picks a free one"),
    tls: subKey(tls().optional(), "TLS, with cert and key, with acme or with selfSigned"),
    console: subKey(flag().default(false), "for people with nc or telnet instead of IRC clients"),
    websocket: subKey(websocket().optional(), "for web clients: IRC in WebSocket messages"),
    proxyProtocol: subKey(
      proxyProtocol().optional(),
      "proxies that say by the PROXY protocol, version 1 or 2, for whom they connect",
    ),
  });
}

/** The origins of pages that this machine itself serves. */
export const localOrigins = ["localhost", "127.0.0.1", "[::1]"].flatMap((host) => [
  `http://${host}:*`,
  `https://${host}:*`,
]);

interface Kind {
  readonly tls?: { readonly cert?: string | undefined; readonly acme: boolean } | undefined;
  readonly console: boolean;
  readonly websocket?: unknown;
}

/** Whether it is for IRC with a certificate that others may trust: one from a file, or from an authority. */
export function isCertified({ tls, console, websocket }: Kind): boolean {
  return !console && !websocket && (tls?.cert !== undefined || tls?.acme === true);
}

/** Where one can listen. */
export function address() {
  return line("an IP address or a host name", /^(?:[0-9A-Za-z.:-]|%[0-9a-z]+$)+$/);
}

function tls() {
  return section({
    cert: subKey(line().optional(), "the file with the certificate and those it is signed by, in PEM form"),
    key: subKey(line().optional(), "the file with its key, in PEM form"),
    selfSigned: subKey(
      flag().default(false),
      "instead of them a certificate made here, kept in the data folder; clients have to be told its fingerprint",
    ),
    acme: subKey(
      flag().default(false),
      "instead of them one that an authority issues (acme); one made here is shown until it has",
    ),
    sni: subKey(
      listOf(otherCertificate(), "a list of certificates").default([]),
      "certificates for clients that ask for another name than those of the first (SNI)",
    ),
    minVersion: subKey(oneOf(["TLSv1.2", "TLSv1.3"]).default("TLSv1.2"), "the oldest version that is spoken"),
  }).superRefine(({ cert, key, selfSigned, acme }, ctx) => {
    const refuse = (message: string, ...path: string[]) => ctx.addIssue({ code: "custom", path, message });
    if (acme && selfSigned) refuse("goes without selfSigned", "acme");
    for (const [name, isAsked] of Object.entries({ selfSigned, acme }))
      if (isAsked && (cert ?? key) !== undefined) refuse("goes without cert and key", name);
    if (acme || selfSigned) return;
    if (cert === undefined && key === undefined)
      refuse("must be { cert: FILE, key: FILE }, { acme: true } or { selfSigned: true }");
    else if (key === undefined) refuse("is missing: the file with the key of cert", "key");
    else if (cert === undefined) refuse("is missing: the file key is for", "cert");
  });
}

function otherCertificate() {
  const name = line("a host name, or *. and the rest of one", /^(?:\*\.)?[A-Za-z0-9.-]{1,253}$/);
  return section({
    cert: subKey(line(), "the file with the certificate and those it is signed by, in PEM form"),
    key: subKey(line(), "the file with its key, in PEM form"),
    names: subKey(
      listOf(name, "a list of host names").min(1, "must name at least one host").optional(),
      "the names it is shown for, *. for any one label; left out: those it has itself",
    ),
  });
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

function proxyProtocol() {
  return section({
    from: subKey(
      addressBlocks().min(1, "must name at least one address"),
      "the addresses of the proxies; each connection of theirs has to begin with the header, before TLS",
    ),
    required: subKey(
      flag().default(true),
      "whether everybody else is closed out; with false they connect as themselves, and no header of theirs is read",
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
