import type { Certificate } from "../../src/net/certificate.ts";
import type { TlsSettings } from "../../src/net/tls-identity.ts";

/** The settings of a listener that shows a certificate, and others to those who ask for their names. */
export function shows(certificate: Certificate, ...others: readonly Certificate[]): { tls: TlsSettings } {
  return { tls: { certificates: [certificate, ...others], minVersion: "TLSv1.2" } };
}
