import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { readCertificate } from "../../src/net/certificate.ts";
import { listenerTls } from "../../src/net/listener-certificate.ts";
import { selfSignedCertificate } from "../../src/net/self-signed.ts";

const fresh = () => mkdtempSync(join(tmpdir(), "ircd-tls-"));

describe("a self-signed certificate", () => {
  test("serves TLS under the name and the fingerprint it tells", async () => {
    const made = await selfSignedCertificate("irc.example.net");
    const server = createServer({ cert: made.cert, key: made.key }, (socket) => socket.end());
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
    const seen = await new Promise((resolve, reject) => {
      const client = connect(
        { port, host: "127.0.0.1", servername: "irc.example.net", ca: made.cert },
        () => {
          resolve(client.getPeerCertificate().fingerprint256);
          client.end();
        },
      );
      client.on("error", reject);
    });
    server.close();
    expect(seen).toBe(made.fingerprint);
  });

  test("is kept with a key only its owner reads, and used again", async () => {
    const folder = fresh();
    const first = await selfSignedCertificate("irc.example.net", folder);
    expect(statSync(join(folder, "self-signed.key")).mode & 0o777).toBe(0o600);
    expect(await selfSignedCertificate("irc.example.net", folder)).toEqual(first);
  });

  test("is made anew when it is about to end or when the server got another name", async () => {
    const folder = fresh();
    const first = await selfSignedCertificate("irc.example.net", folder);
    const renamed = await selfSignedCertificate("irc.example.org", folder);
    expect(renamed.fingerprint).not.toBe(first.fingerprint);
    const later = Date.now() + 23.5 * 30 * 86_400_000;
    const renewed = await selfSignedCertificate("irc.example.org", folder, later);
    expect(renewed.fingerprint).not.toBe(renamed.fingerprint);
  });
});

describe("certificate files", () => {
  test("are read with their fingerprint", async () => {
    const folder = fresh();
    const made = await selfSignedCertificate("irc.example.net", folder);
    expect(readCertificate(join(folder, "self-signed.crt"), join(folder, "self-signed.key"))).toEqual(made);
  });

  test("are named when they are missing, are no certificate, or do not fit", async () => {
    const [one, two] = [fresh(), fresh()];
    await Promise.all([one, two].map((folder) => selfSignedCertificate("irc.example.net", folder)));
    const cert = join(one, "self-signed.crt");
    writeFileSync(join(one, "broken.pem"), readFileSync(cert, "utf8").slice(0, 200));
    expect(() => readCertificate(cert, "none.key")).toThrow("the key none.key cannot be read (ENOENT)");
    expect(() => readCertificate(join(one, "broken.pem"), cert)).toThrow(/broken\.pem is no certificate/);
    expect(() => readCertificate(cert, join(two, "self-signed.key"))).toThrow(/does not fit the certificate/);
  });
});

test("a listener has the certificate it was configured with, or none", async () => {
  const folder = fresh();
  const kept = await selfSignedCertificate("irc.example.net", folder);
  const files = { cert: join(folder, "self-signed.crt"), key: join(folder, "self-signed.key") };
  const shown = async (tls: TlsInput | undefined, name: string, data?: string) => {
    const config = loadConfig({ flags: { listeners: [tls ? { tls } : {}] } }).listeners[0];
    return (await listenerTls({ tls: config?.tls }, name, data))?.certificates[0];
  };
  expect(await shown(undefined, "irc.example.net", folder)).toBeUndefined();
  expect(await shown(files, "irc.example.org")).toEqual(kept);
  expect(await shown({ selfSigned: true }, "irc.example.net", folder)).toEqual(kept);
  const passing = await shown({ selfSigned: true }, "irc.example.net");
  expect(passing?.fingerprint).not.toBe(kept.fingerprint);
});

type TlsInput = NonNullable<ConfigInput["listeners"]>[number]["tls"];
