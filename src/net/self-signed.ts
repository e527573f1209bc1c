import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Certificate, certificateOf, readCertificate } from "./certificate.ts";
import { writeWhole } from "./whole-file.ts";

const YEAR = 365 * 86_400_000;
const MONTH = 30 * 86_400_000;

/** A certificate for `name` signed by itself; kept in the folder if there is one, and used again while it is good. */
export async function selfSignedCertificate(
  name: string,
  folder?: string,
  now = Date.now(),
): Promise<Certificate> {
  if (folder === undefined) return await make(name, now);
  const certFile = join(folder, "self-signed.crt");
  const keyFile = join(folder, "self-signed.key");
  if (existsSync(certFile) && existsSync(keyFile)) {
    const kept = readCertificate(certFile, keyFile);
    if (isGood(kept, name, now)) return kept;
  }
  const made = await make(name, now);
  writeWhole([
    { file: keyFile, text: made.key, mode: 0o600 },
    { file: certFile, text: made.cert, mode: 0o644 },
  ]);
  return { ...made, file: certFile };
}

function isGood({ cert, expires }: Certificate, name: string, now: number): boolean {
  return expires - now > MONTH && new X509Certificate(cert).checkHost(name) !== undefined;
}

async function make(name: string, now: number): Promise<Certificate> {
  // Loaded only here: it is slow to load, and most servers never need it.
  const { generate } = await import("selfsigned");
  const pems = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(now - 86_400_000),
    notAfterDate: new Date(now + 2 * YEAR),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "subjectAltName", altNames: alternatives(name) },
    ],
  });
  return certificateOf(pems.cert, pems.private);
}

// RFC 5280 4.2.1.6: 2 is a dNSName, 7 an iPAddress.
function alternatives(name: string) {
  return [
    { type: 2 as const, value: name },
    { type: 2 as const, value: "localhost" },
    { type: 7 as const, ip: "127.0.0.1" },
    { type: 7 as const, ip: "::1" },
  ];
}
