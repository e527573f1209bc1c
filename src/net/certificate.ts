import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { createSecureContext, type SecureContext } from "node:tls";
import { reasonOf, StartError } from "../node/start-error.ts";

/** A certificate with its key, in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** The SHA-256 fingerprint clients see. */
  readonly fingerprint: string;
  /** The host names it is good for, in small letters; `*.` stands for any one label. */
  readonly names: readonly string[];
  /** It is signed by its own key alone: clients ask whether they should trust it. */
  readonly isSelfSigned: boolean;
  /** When it ends, in ms since 1970. */
  readonly expires: number;
  /** What all connections share that it is shown to by name. */
  readonly context: SecureContext;
  /** Where it was read, if it is kept in a file. */
  readonly file?: string | undefined;
}

/** Reads a certificate and its key, or uses again what is known of it; a StartError names the file that cannot serve. */
export function readCertificate(
  certFile: string,
  keyFile: string,
  known: readonly Certificate[] = [],
): Certificate {
  const cert = readPem(certFile, "certificate");
  const key = readPem(keyFile, "key");
  const x509 = parsed(cert, certFile);
  const same = known.find((other) => other.file === certFile && other.cert === cert && other.key === key);
  if (same) return { ...same, names: namesOf(x509) };
  if (!x509.checkPrivateKey(privateKey(key, keyFile)))
    throw new StartError("TLS_KEY", `the key ${keyFile} does not fit the certificate ${certFile}`);
  try {
    return { ...certificateOf(cert, key, x509), file: certFile };
  } catch (cause) {
    throw new StartError("TLS_CERT", `the certificate ${certFile} cannot serve (${reasonOf(cause)})`, {
      cause,
    });
  }
}

/** A certificate in PEM with what it says of itself; throws if TLS cannot use it. */
export function certificateOf(cert: string, key: string, x509 = new X509Certificate(cert)): Certificate {
  return {
    ...{ cert, key, names: namesOf(x509), context: createSecureContext({ cert, key }) },
    fingerprint: x509.fingerprint256,
    isSelfSigned: x509.issuer === x509.subject,
    expires: Date.parse(x509.validTo),
  };
}

/** Why a file cannot be read: the user too, where it is one of rights. */
export function unreadable(what: string, file: string, cause: unknown): string {
  const reason = reasonOf(cause);
  const who = reason === "EACCES" || reason === "EPERM" ? ` by the user ${ownName()}` : "";
  return `the ${what} ${file} cannot be read${who} (${reason})`;
}

function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    // In a container the user may have a number and no name.
    return String(process.geteuid?.());
  }
}

function readPem(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new StartError("TLS_FILE", unreadable(what, file, cause), { cause });
  }
}

function parsed(cert: string, file: string): X509Certificate {
  try {
    return new X509Certificate(cert);
  } catch (cause) {
    throw new StartError("TLS_CERT", `${file} is no certificate in PEM form`, { cause });
  }
}

function privateKey(key: string, file: string) {
  try {
    return createPrivateKey(key);
  } catch (cause) {
    const problem = /ENCRYPTED/.test(key)
      ? "has a passphrase, which nobody could type"
      : "is no key in PEM form";
    throw new StartError("TLS_KEY", `the key ${file} ${problem}`, { cause });
  }
}

// RFC 6125 6.4.4: the common name counts only where no name is given otherwise.
function namesOf({ subjectAltName = "", subject }: X509Certificate): readonly string[] {
  const names = [...subjectAltName.matchAll(/(?:^|, )DNS:([^,\s"]+)/g)].map(([, name = ""]) => name);
  const common = /^CN=(\S+)$/m.exec(subject ?? "")?.[1];
  return (names.length > 0 || common === undefined ? names : [common]).map((name) => name.toLowerCase());
}
