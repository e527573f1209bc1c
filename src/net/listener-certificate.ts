import type { ListenerConfig } from "../config/schema.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import { selfSignedCertificate } from "./self-signed.ts";

/** The certificate of a listener, if it speaks TLS; one signed by itself is kept in the folder, if there is one. */
export async function listenerCertificate(
  { tls }: Pick<ListenerConfig, "tls">,
  serverName: string,
  folder: string | undefined,
): Promise<Certificate | undefined> {
  if (tls === undefined) return undefined;
  if ("selfSigned" in tls) return await selfSignedCertificate(serverName, folder);
  return readCertificate(tls.cert, tls.key);
}
