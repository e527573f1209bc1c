import { statSync } from "node:fs";
import type { Config, ListenerConfig } from "../../config/schema.ts";
import { type Certificate, readCertificate } from "../../net/certificate.ts";
import { StartError } from "../start-error.ts";
import { type Finding, findingsAbout } from "./finding.ts";
import type { Machine } from "./machine.ts";

const { ok, warning, fault } = findingsAbout("certificates");

const DAY = 86_400_000;
const SOON_DAYS = 14;

/** Whether clients will trust the certificates of the listeners. */
export function examineCertificates({ listeners, name }: Config, machine: Machine): Finding[] {
  const pairs = new Map(listeners.flatMap(certificateFiles));
  const isSelfSigned = listeners.some(({ tls }) => tls !== undefined && tls.cert === undefined);
  return [
    ...[...pairs].flatMap(([cert, { key, isOwn }]) => examine(cert, key, isOwn ? name : undefined, machine)),
    ...(isSelfSigned
      ? [warning("one is signed by the server itself: clients are asked whether they trust it")]
      : []),
  ];
}

/** A certificate's key, and whether the server's own name should be on it. */
interface Pair {
  readonly key: string;
  readonly isOwn: boolean;
}

function certificateFiles({ tls }: ListenerConfig): (readonly [cert: string, Pair])[] {
  if (tls?.cert === undefined || tls.key === undefined) return [];
  const others = tls.sni.map(({ cert, key }) => [cert, { key, isOwn: false }] as const);
  return [[tls.cert, { key: tls.key, isOwn: true }], ...others];
}

function examine(cert: string, key: string, name: string | undefined, machine: Machine): Finding[] {
  try {
    const certificate = readCertificate(cert, key);
    return [validity(certificate, machine.now()), ...naming(certificate, name), ...secrecy(key)];
  } catch (error) {
    if (error instanceof StartError) return [fault(error.message)];
    throw error;
  }
}

function validity({ file = "", expires }: Certificate, now: number): Finding {
  const days = Math.floor((expires - now) / DAY);
  if (days < 0) return fault(`${file} ended on ${new Date(expires).toISOString().slice(0, 10)}`);
  return (days < SOON_DAYS ? warning : ok)(`${file} ends in ${days} ${days === 1 ? "day" : "days"}`);
}

function naming({ file, names }: Certificate, name: string | undefined): Finding[] {
  if (name === undefined || names.some((other) => covers(other, name.toLowerCase()))) return [];
  return [warning(`${file} is for ${names.join(", ") || "nobody"}, and the server is ${name}`)];
}

// RFC 6125 6.4.3: an asterisk stands for the first label alone.
function covers(pattern: string, name: string): boolean {
  return pattern === name || (pattern.startsWith("*.") && name.slice(name.indexOf(".")) === pattern.slice(1));
}

function secrecy(key: string): Finding[] {
  return (statSync(key).mode & 0o004) === 0
    ? []
    : [warning(`the key ${key} can be read by everybody: chmod o-r`)];
}
