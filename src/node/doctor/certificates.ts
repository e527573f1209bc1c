import { statSync } from "node:fs";
import type { Config, ListenerConfig } from "../../config/schema.ts";
import { AcmeFiles } from "../../net/acme-files.ts";
import { type Certificate, readCertificate } from "../../net/certificate.ts";
import { StartError } from "../start-error.ts";
import { type Finding, findingsAbout } from "./finding.ts";
import type { Machine } from "./machine.ts";

const { ok, warning, fault } = findingsAbout("certificates");

const DAY = 86_400_000;
const SOON_DAYS = 14;

/** Whether clients will trust the certificates of the listeners. */
export function examineCertificates({ listeners, name, data }: Config, machine: Machine): Finding[] {
  const overTls = listeners.flatMap(({ tls }) => tls ?? []);
  const pairs = new Map(overTls.flatMap(certificateFiles));
  const isAsked = data !== undefined && overTls.some(({ acme }) => acme);
  const issued = isAsked ? new AcmeFiles(data).certificate() : undefined;
  const isSelfSigned = overTls.some(({ cert, acme }) => cert === undefined && !(acme && issued));
  return [
    ...[...pairs].flatMap(([cert, { key, isOwn }]) => examine(cert, key, isOwn ? name : undefined, machine)),
    ...(issued ? [validity(issued, machine.now()), ...naming(issued, name)] : []),
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

type TlsConfig = NonNullable<ListenerConfig["tls"]>;

function certificateFiles({ cert, key, sni }: TlsConfig): (readonly [cert: string, Pair])[] {
  const others = sni.map((other) => [other.cert, { key: other.key, isOwn: false }] as const);
  if (cert === undefined || key === undefined) return others;
  return [[cert, { key, isOwn: true }], ...others];
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
