import { generateKeyPairSync } from "node:crypto";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCertificate } from "../../src/net/certificate.ts";
import { selfSignedCertificate } from "../../src/net/self-signed.ts";

const folder = mkdtempSync(join(tmpdir(), "ircd-certificate-"));
const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Runs as somebody whom the rights of files hold back: they do not hold back root. */
function asNobody(run: () => void): void {
  if (process.geteuid?.() !== 0) return run();
  process.seteuid?.(65_534);
  try {
    run();
  } finally {
    process.seteuid?.(0);
  }
}

const made = await selfSignedCertificate("irc.example.org");
writeFileSync(cert, made.cert);
writeFileSync(key, made.key);
chmodSync(folder, 0o755);

test("a key that nobody may read is named, and so is the user who tried", () => {
  chmodSync(key, 0o000);
  asNobody(() => {
    const user = userInfo().username;
    expect(() => readCertificate(cert, key)).toThrow(
      `the key ${key} cannot be read by the user ${user} (EACCES)`,
    );
  });
  chmodSync(key, 0o600);
});

test("a key that is none, that is locked, or that belongs to another certificate is named", () => {
  const cipher = { cipher: "aes-256-cbc", passphrase: "sesame", type: "pkcs8", format: "pem" } as const;
  const publicKeyEncoding = { type: "spki", format: "pem" } as const;
  const locked = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: cipher,
    publicKeyEncoding,
  });
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const otherFile = file("other.pem", String(other.export({ type: "pkcs8", format: "pem" })));
  const lockedFile = file("locked.pem", locked.privateKey);
  expect(() => readCertificate(cert, file("none.pem", "nonsense"))).toThrow(
    /none\.pem is no key in PEM form$/,
  );
  expect(() => readCertificate(cert, cert)).toThrow(/cert\.pem is no key in PEM form$/);
  expect(() => readCertificate(cert, lockedFile)).toThrow(
    /locked\.pem has a passphrase, which nobody could type$/,
  );
  expect(() => readCertificate(cert, otherFile)).toThrow(
    `the key ${otherFile} does not fit the certificate ${cert}`,
  );
});

test("a folder in the place of a file is named", () => {
  expect(() => readCertificate(folder, key)).toThrow(`the certificate ${folder} cannot be read (EISDIR)`);
});

test("the names a certificate is good for are read from it", () => {
  expect(readCertificate(cert, key)).toMatchObject({
    names: ["irc.example.org", "localhost"],
    fingerprint: made.fingerprint,
    file: cert,
  });
});
