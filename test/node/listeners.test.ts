import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import { selfSignedCertificate } from "../../src/net/self-signed.ts";
import { startServer } from "../../src/server.ts";
import { WireClient } from "../kit/wire.ts";

const folder = mkdtempSync(join(tmpdir(), "ircd-listeners-"));
const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];

/** Puts another certificate where the server finds it; gives its fingerprint. */
async function issue(name: string): Promise<string> {
  const issued = await selfSignedCertificate(name);
  writeFileSync(cert, issued.cert);
  writeFileSync(key, issued.key);
  return issued.fingerprint;
}

async function start(flags: () => ConfigInput) {
  const read = () => loadConfig({ flags: { name: "irc.test", ...flags() } });
  return await startServer(read(), { log: silentLogger(), reload: read });
}

/** The fingerprint a client is shown. */
async function fingerprintOn(port: number): Promise<string | undefined> {
  const client = await new WireClient(port, {}).register("visitor");
  const shown = shownTo(client);
  client.send("QUIT");
  await client.over;
  return shown;
}

function shownTo({ socket }: WireClient): string | undefined {
  return socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : undefined;
}

test("REHASH shakes hands with the renewed certificate, and who is there stays", async () => {
  const first = await issue("irc.test");
  const server = await start(() => ({ listeners: [{ port: 0 }, { port: 0, tls: { cert, key } }] }));
  const port = server.addresses[1]?.port ?? 0;
  const alice = await new WireClient(port, {}).register("alice");
  const shown = shownTo(alice);
  const second = await issue("irc.test");
  await server.rehash();
  expect([shown, await fingerprintOn(port)]).toEqual([first, second]);
  alice.send("PING still-there");
  expect(await alice.until(/still-there/)).toContain("PONG irc.test :still-there");
  await server.close();
});

test("a key that does not fit leaves everything as it was", async () => {
  const first = await issue("irc.test");
  let motd = "Old.";
  const server = await start(() => ({ listeners: [{ port: 0, tls: { cert, key } }], motd }));
  const other = await selfSignedCertificate("irc.test");
  writeFileSync(key, other.key);
  motd = "New.";
  await expect(server.rehash()).rejects.toMatchObject({ code: "TLS_KEY" });
  expect(await fingerprintOn(server.port)).toBe(first);
  const alice = await new WireClient(server.port, {}).register("alice");
  expect(alice.text).toContain(":- Old.");
  await server.close();
});

test("a certificate that is kept nowhere stays the same", async () => {
  const server = await start(() => ({ listeners: [{ port: 0, tls: { selfSigned: true } }] }));
  const [address] = server.addresses;
  await server.rehash();
  expect(await fingerprintOn(server.port)).toBe(address?.fingerprint);
  await server.close();
});

test("a listener takes as many clients as the new configuration says", async () => {
  let clients = 1;
  const server = await start(() => ({ listeners: [{ port: 0 }], connections: { clients } }));
  const alice = await new WireClient(server.port).register("alice");
  clients = 70;
  await server.rehash();
  const more = Array.from({ length: 69 }, () => new WireClient(server.port));
  for (const client of more) client.send("PING x");
  for (const client of more) await client.until(/PONG/);
  const late = new WireClient(server.port);
  await late.over;
  expect(late.text).toContain("The server is full");
  alice.socket.destroy();
  await server.close();
});
