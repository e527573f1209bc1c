import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import { reasonOf, StartError } from "../node/start-error.ts";

/** A certificate with its key, in PEM, and the SHA-256 fingerprint clients see. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  readonly fingerprint: string;
}

/** Reads a certificate and its key; a StartError names the file that cannot serve. */
export function readCertificate(certFile: string, keyFile: string): Certificate {
  const cert = readPem(certFile, "certificate");
  const key = readPem(keyFile, "key");
  const fingerprint = parsed(cert, certFile).fingerprint256;
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    throw new StartError("TLS_KEY", `the key ${keyFile} does not fit the certificate ${certFile}`, { cause });
  }
  return { cert, key, fingerprint };
}

function readPem(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new StartError("TLS_FILE", `the ${what} ${file} cannot be read (${reasonOf(cause)})`, { cause });
  }
}

function parsed(cert: string, file: string): X509Certificate {
  try {
    return new X509Certificate(cert);
  } catch (cause) {
    throw new StartError("TLS_CERT", `${file} is no certificate in PEM form`, { cause });
  }
}
