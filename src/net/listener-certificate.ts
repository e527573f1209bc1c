import type { ListenerConfig } from "../config/schema.ts";
import { readCertificate } from "./certificate.ts";
import { selfSignedCertificate } from "./self-signed.ts";
import type { TlsSettings } from "./tls-identity.ts";

/** The certificates of a listener, if it speaks TLS; one signed by itself is kept in the folder, if there is one. */
export async function listenerTls(
  { tls }: Pick<ListenerConfig, "tls">,
  serverName: string,
  folder: string | undefined,
): Promise<TlsSettings | undefined> {
  if (tls === undefined) return undefined;
  const { cert, key, sni, minVersion } = tls;
  const others = sni.map(({ names, ...files }) => {
    const certificate = readCertificate(files.cert, files.key);
    return names ? { ...certificate, names: names.map((name) => name.toLowerCase()) } : certificate;
  });
  const own =
    cert !== undefined && key !== undefined
      ? readCertificate(cert, key)
      : await selfSignedCertificate(serverName, folder);
  return { certificates: [own, ...others], minVersion };
}
