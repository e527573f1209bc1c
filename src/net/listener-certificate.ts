import type { ListenerConfig } from "../config/schema.ts";
import { AcmeFiles } from "./acme-files.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import { selfSignedCertificate } from "./self-signed.ts";
import type { TlsSettings } from "./tls-identity.ts";

/**
 * The certificates of a listener, if it speaks TLS; one signed by itself is kept in the folder, if there is one.
 * Those that are known and have not changed share the contexts they have.
 */
export async function listenerTls(
  { tls }: Pick<ListenerConfig, "tls">,
  serverName: string,
  folder: string | undefined,
  known: readonly Certificate[] = [],
): Promise<TlsSettings | undefined> {
  if (tls === undefined) return undefined;
  const { sni, minVersion } = tls;
  const own = certified(tls, folder, known) ?? (await selfSigned(serverName, folder, known));
  const others: Certificate[] = [];
  for (const other of sni) {
    // A certificate takes milliseconds: nobody waits for more than one.
    await new Promise((resolve) => setImmediate(resolve));
    const certificate = readCertificate(other.cert, other.key, known);
    const names = other.names?.map((name) => name.toLowerCase()) ?? certificate.names;
    others.push({ ...certificate, names });
  }
  return { certificates: [own, ...others], minVersion };
}

/** What others have certified: in files of the configuration, or in those of an authority, where it has issued one. */
function certified(
  { cert, key, acme }: NonNullable<ListenerConfig["tls"]>,
  folder: string | undefined,
  known: readonly Certificate[],
): Certificate | undefined {
  if (cert !== undefined && key !== undefined) return readCertificate(cert, key, known);
  return acme && folder !== undefined ? new AcmeFiles(folder).certificate(known) : undefined;
}

async function selfSigned(name: string, folder: string | undefined, [own]: readonly Certificate[]) {
  // Without a folder it is kept nowhere but here: another would be a stranger's.
  if (folder === undefined && own && own.file === undefined) return own;
  return await selfSignedCertificate(name, folder);
}
