import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ConnectionOptions, connect, TLSSocket } from "node:tls";
import { describe, expect, test } from "vitest";
import { hashPassword } from "../../src/accounts/password-hash.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { createLogger, silentLogger } from "../../src/logging/logger.ts";
import { selfSignedCertificate } from "../../src/net/self-signed.ts";
import { startServer } from "../../src/server.ts";
import { WireClient } from "../kit/wire.ts";

const DAY = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), "ircd-tls-"));
let issued = 0;

/** Files with a certificate for a name that ends in so many days. */
async function issue(name: string, days = 365) {
  issued += 1;
  const files = { cert: join(folder, `${issued}.crt`), key: join(folder, `${issued}.key`) };
  // One made now is good for two years.
  const made = await selfSignedCertificate(name, undefined, Date.now() - (730 - days) * DAY);
  writeFileSync(files.cert, made.cert);
  writeFileSync(files.key, made.key);
  return { files, fingerprint: made.fingerprint };
}

async function start(first: ConfigInput, log = silentLogger()) {
  let input = first;
  const read = () => loadConfig({ flags: { name: "irc.test", ...input } });
  const server = await startServer(read(), { log, reload: read });
  const rehash = async (next: ConfigInput) => {
    input = next;
    return await server.rehash();
  };
  return { server, rehash };
}

/** The certificate and the version that are shown to who asks for a name. */
async function shownTo(port: number, options: ConnectionOptions) {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false, ...options });
  return await new Promise<{ fingerprint: string; protocol: string | null; session: Buffer | undefined }>(
    (resolve, reject) => {
      socket.once("error", reject);
      socket.once("secureConnect", () => {
        const { fingerprint256: fingerprint } = socket.getPeerCertificate();
        resolve({ fingerprint, protocol: socket.getProtocol(), session: socket.getSession() });
        socket.destroy();
      });
    },
  );
}

describe("listeners[].tls.sni", () => {
  test("shows each client the certificate of the name it asks for", async () => {
    const [own, other, wild, listed] = await Promise.all(
      ["irc.test", "irc.example.org", "*.example.net", "unused.example"].map((name) => issue(name)),
    );
    if (!own || !other || !wild || !listed) throw new Error("four were issued");
    const names = ["Listed.example", "*.listed.example"];
    const sni = [other.files, wild.files, { ...listed.files, names }];
    const { server } = await start({ listeners: [{ port: 0, tls: { ...own.files, sni } }] });
    const seen = async (servername: string) => (await shownTo(server.port, { servername })).fingerprint;
    expect(await seen("irc.test")).toBe(own.fingerprint);
    expect(await seen("irc.example.org")).toBe(other.fingerprint);
    expect(await seen("IRC.Example.Org")).toBe(other.fingerprint);
    expect(await seen("chat.example.net")).toBe(wild.fingerprint);
    expect(await seen("a.chat.example.net")).toBe(own.fingerprint);
    expect(await seen("listed.example")).toBe(listed.fingerprint);
    expect(await seen("chat.listed.example")).toBe(listed.fingerprint);
    expect(await seen("unused.example")).toBe(own.fingerprint);
    expect(await seen("nobody.example")).toBe(own.fingerprint);
    expect((await shownTo(server.port, {})).fingerprint).toBe(own.fingerprint);
    await server.close();
    // Ten handshakes, on a machine that may be busy with other tests.
  }, 20_000);

  test("is read again by REHASH, and who is there stays", async () => {
    const [own, first, second] = [
      await issue("irc.test"),
      await issue("a.example"),
      await issue("a.example"),
    ];
    type Files = typeof own.files;
    const showing = (...sni: readonly Files[]) => ({ listeners: [{ port: 0, tls: { ...own.files, sni } }] });
    const { server, rehash } = await start(showing(first.files));
    const seen = async () => (await shownTo(server.port, { servername: "a.example" })).fingerprint;
    const alice = await new WireClient(server.port, { servername: "a.example" }).register("alice");
    expect(await seen()).toBe(first.fingerprint);
    await rehash(showing(second.files));
    expect(await seen()).toBe(second.fingerprint);
    await rehash(showing());
    expect(await seen()).toBe(own.fingerprint);
    alice.send("PING still-here");
    await alice.until(/still-here/);
    expect(alice.socket instanceof TLSSocket && alice.socket.authorized).toBe(false);
    await server.close();
  });
});

test("listeners[].tls.minVersion is the oldest version that is spoken, and REHASH alters it", async () => {
  const listener = { port: 0, tls: { selfSigned: true } };
  const { server, rehash } = await start({ listeners: [listener] });
  const old: ConnectionOptions = { maxVersion: "TLSv1.2" };
  expect((await shownTo(server.port, old)).protocol).toBe("TLSv1.2");
  await expect(shownTo(server.port, { minVersion: "TLSv1", maxVersion: "TLSv1.1" })).rejects.toThrow();
  await rehash({ listeners: [{ ...listener, tls: { selfSigned: true, minVersion: "TLSv1.3" } }] });
  await expect(shownTo(server.port, old)).rejects.toThrow();
  expect((await shownTo(server.port, {})).protocol).toBe("TLSv1.3");
  await server.close();
});

test("a REHASH that brings the same certificate lets clients resume their sessions", async () => {
  const { files } = await issue("irc.test");
  const { server, rehash } = await start({ listeners: [{ port: 0, tls: files }] });
  const { session } = await shownTo(server.port, { maxVersion: "TLSv1.2" });
  await rehash({ listeners: [{ port: 0, tls: files }] });
  const client = new WireClient(server.port, { maxVersion: "TLSv1.2", ...(session && { session }) });
  await client.register("alice");
  expect(client.socket instanceof TLSSocket && client.socket.isSessionReused()).toBe(true);
  await server.close();
});

describe("a certificate that ends soon", () => {
  test("is told in the log at the start", async () => {
    const { files } = await issue("irc.test", 6.5);
    const lines: string[] = [];
    const write = (line: string) => {
      lines.push(JSON.parse(line).msg);
      return true;
    };
    const log = createLogger({ level: "warn", pretty: false, destination: { write } });
    const { server } = await start({ listeners: [{ port: 0, tls: files }] }, log);
    expect(lines).toEqual([expect.stringMatching(`the certificate ${files.cert} ends on .*, in 6 days`)]);
    await server.close();
  });

  test("is told to operators when REHASH brings it", async () => {
    const opers = [{ name: "root", password: await hashPassword("sesame") }];
    const [good, ending] = [await issue("irc.test"), await issue("irc.test", 6.5)];
    const { server, rehash } = await start({ opers, listeners: [{ port: 0, tls: good.files }] });
    const boss = await new WireClient(server.port, {}).register("boss");
    boss.send("OPER root sesame");
    await boss.until(/ 381 /);
    await rehash({ opers, listeners: [{ port: 0, tls: ending.files }] });
    expect(await boss.until(/\*\*\* the certificate/)).toContain(`${ending.files.cert} ends on `);
    await server.close();
  });
});
