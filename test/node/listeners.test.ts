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
import { WebClient } from "../kit/web-client.ts";
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

test("REHASH renews the certificate of web clients, too, each listener its own", async () => {
  const first = await issue("irc.test");
  const tls = { cert, key };
  const websocket = { withoutOrigin: true };
  const server = await start(() => ({
    listeners: [
      { port: 0, tls: { selfSigned: true } },
      { port: 0, tls, websocket },
    ],
  }));
  const port = server.addresses[1]?.port ?? 0;
  const shown = async () => {
    const client = new WireClient(port, {});
    await new Promise((resolve) => client.socket.once("secureConnect", resolve));
    const fingerprint = shownTo(client);
    client.socket.destroy();
    return fingerprint;
  };
  const before = await shown();
  const second = await issue("irc.test");
  await server.rehash();
  expect([before, await shown()]).toEqual([first, second]);
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

test("websocket of a listener says which pages may connect, and which proxies are believed", async () => {
  const origins = ["https://chat.example.org"];
  const websocket = { origins, trustedProxies: ["127.0.0.1"] };
  const server = await start(() => ({ listeners: [{ port: 0, websocket }] }));
  const comes = (headers: Record<string, string>) => new WebClient(server.port, undefined, { headers });
  const page = { Origin: "https://chat.example.org" };
  const alice = await comes({ ...page, "X-Forwarded-For": "192.0.2.7" }).register("alice");
  expect(await alice.until(/ 001 /)).toContain("alice!alice@192.0.2.7");
  expect(await comes({}).over).toBe(403);
  expect(await comes({ Origin: "https://evil.example" }).over).toBe(403);
  expect(await comes({ ...page, "X-Forwarded-For": "nobody" }).over).toBe(400);
  await server.close();
});

test("withoutOrigin lets programs in, and no page", async () => {
  const server = await start(() => ({ listeners: [{ port: 0, websocket: { withoutOrigin: true } }] }));
  await new WebClient(server.port).register("bot");
  const page = { headers: { Origin: "https://chat.example.org" } };
  expect(await new WebClient(server.port, undefined, page).over).toBe(403);
  await server.close();
});
