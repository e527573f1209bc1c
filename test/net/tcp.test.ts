import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";
import { describe, expect, test } from "vitest";
import { createServer } from "../../src/index.ts";
import { selfSignedCertificate } from "../../src/net/self-signed.ts";
import { listenTcp } from "../../src/net/tcp.ts";
import type { Connection } from "../../src/net/transport.ts";
import { shows } from "../kit/shows.ts";
import { WireClient } from "../kit/wire.ts";

describe("TLS", () => {
  test("speaks IRC, and tells the fingerprint clients see", async () => {
    await using server = await createServer({ port: 0, tlsPort: 0, tlsSelfSigned: true });
    const [, secure] = server.addresses;
    const client = await new WireClient(secure?.port ?? 0, {}).register("alice");
    const { socket } = client;
    expect(socket instanceof TLSSocket && socket.getPeerCertificate().fingerprint256).toBe(
      secure?.fingerprint,
    );
    client.send("MODE alice");
    expect(await client.until(/ 221 /)).toContain("221 alice +z");
  });

  test("knows a client by the fingerprint of the certificate it shows", async () => {
    const certificate = await selfSignedCertificate("irc.example.net");
    const own = await selfSignedCertificate("alice.example.net");
    const connection = await oneConnection({ certificate }, { cert: own.cert, key: own.key });
    expect(connection.certfp).toBe(own.fingerprint.replaceAll(":", "").toLowerCase());
  });

  test.each([["irc.example.net"], [undefined]])("knows the host name a client asks for: %s", async (name) => {
    const certificate = await selfSignedCertificate("irc.example.net");
    const asked = name === undefined ? {} : { servername: name };
    expect(await oneConnection({ certificate }, asked)).toMatchObject({ kind: "stream", serverName: name });
  });

  test("lets in a client that shows none", async () => {
    const certificate = await selfSignedCertificate("irc.example.net");
    expect(await oneConnection({ certificate }, {})).toMatchObject({ certfp: undefined, tls: true });
  });

  test("a renewed certificate serves who comes next, and who is there stays", async () => {
    const [first, second] = [
      await selfSignedCertificate("a.example"),
      await selfSignedCertificate("b.example"),
    ];
    const seen: string[] = [];
    const listener = await listenTcp({
      host: "127.0.0.1",
      port: 0,
      ...shows(first),
      connected: (connection) => connection.write("hello\r\n", true),
      failed: (error) => seen.push(error.message),
    });
    const before = new WireClient(listener.port, {});
    await before.until(/hello/);
    listener.alter(shows(second));
    const after = new WireClient(listener.port, {});
    await after.until(/hello/);
    expect([fingerprintSeenBy(before), fingerprintSeenBy(after)]).toEqual([
      first.fingerprint,
      second.fingerprint,
    ]);
    expect(before.socket.destroyed).toBe(false);
    before.socket.destroy();
    after.socket.destroy();
    await listener.close();
    expect(seen).toEqual([]);
  });

  test("whoever is on it when the server closes is told why", async () => {
    const server = await createServer({ port: 0, tlsPort: 0, tlsSelfSigned: true });
    const client = await new WireClient(server.addresses[1]?.port ?? 0, {}).register("alice");
    await server.close("Back in a minute");
    await client.over;
    expect(client.text).toMatch(/ERROR :Closing Link: 127.0.0.1 \(Back in a minute\)\r\n$/);
  });

  test("who never shakes hands does not keep a server from closing", async () => {
    const server = await createServer({ port: 0, tlsPort: 0, tlsSelfSigned: true });
    const silent = new WireClient(server.addresses[1]?.port ?? 0);
    await new Promise((resolve) => silent.socket.on("connect", resolve));
    await server.close();
    await silent.over;
  });

  test("who opens many connections and shakes no hands is cut off at what one address may have", async () => {
    const connections = { perAddress: 2, exempt: [] };
    await using server = await createServer({ port: 0, tlsPort: 0, tlsSelfSigned: true, connections });
    const port = server.addresses[1]?.port ?? 0;
    const silent = [new WireClient(port), new WireClient(port)];
    for (const { socket } of silent) await new Promise((resolve) => socket.on("connect", resolve));
    await new WireClient(port).over;
    silent[0]?.socket.destroy();
    await silent[0]?.over;
    // The server may learn of it a little later than we do.
    const comesIn = () =>
      new WireClient(port, {}).register("alice").then(
        () => true,
        () => false,
      );
    while (!(await comesIn()));
    silent[1]?.socket.destroy();
  });

  test("a key that does not fit its certificate is refused by name", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ircd-tls-"));
    const [one, other] = [await selfSignedCertificate("a.example"), await selfSignedCertificate("b.example")];
    writeFileSync(join(folder, "cert.pem"), one.cert);
    writeFileSync(join(folder, "key.pem"), other.key);
    const options = {
      port: 0,
      tlsPort: 0,
      tlsCert: join(folder, "cert.pem"),
      tlsKey: join(folder, "key.pem"),
    };
    await expect(createServer(options)).rejects.toMatchObject({ code: "TLS_KEY" });
  });
});

describe("a connection that ends", () => {
  test("by a reset is told apart from one that was closed", async () => {
    await using server = await createServer({ port: 0 });
    const watcher = await new WireClient(server.port).register("watcher");
    watcher.send("JOIN #room");
    const [reset, closed] = await Promise.all(
      ["reset", "closed"].map((nick) => new WireClient(server.port).register(nick)),
    );
    for (const client of [reset, closed]) client?.send("JOIN #room");
    await watcher.until(/closed!\S+ JOIN.*reset!\S+ JOIN|reset!\S+ JOIN.*closed!\S+ JOIN/s);
    reset?.socket.resetAndDestroy();
    closed?.socket.destroy();
    await watcher.until(/:reset!\S+ QUIT :Connection reset by peer\r\n/);
    await watcher.until(/:closed!\S+ QUIT :(Remote host closed the connection|Connection reset by peer)\r\n/);
  });

  test("by the client's end still brings the answers to what it sent before", async () => {
    await using server = await createServer({ port: 0 });
    const client = new WireClient(server.port);
    client.socket.end("NICK alice\r\nUSER alice 0 * :Alice\r\nJOIN #room\r\n");
    await client.over;
    expect(client.text).toContain(" 366 alice #room ");
  });

  test("while its client does not read holds up no closing of the server", async () => {
    const server = await createServer({ port: 0, unlimited: true, connections: { sendq: 1_073_741_824 } });
    const deaf = await new WireClient(server.port).register("deaf");
    deaf.socket.pause();
    const speaker = await new WireClient(server.port).register("speaker");
    // More than the system holds for a client that does not read.
    for (let sent = 0; sent < 30_000; sent += 1) speaker.send(`PRIVMSG deaf :${"x".repeat(400)}`);
    speaker.send("PING fence");
    await speaker.until(/PONG .*fence/);
    const began = performance.now();
    await server.close();
    expect(performance.now() - began).toBeLessThan(5000);
    deaf.socket.destroy();
  }, 20_000);
});

async function oneConnection(
  { certificate }: { certificate: Awaited<ReturnType<typeof selfSignedCertificate>> },
  client: { cert?: string; key?: string; servername?: string },
): Promise<Pick<Connection, "certfp" | "kind" | "serverName" | "tls">> {
  let wire: WireClient | undefined;
  let close = async (): Promise<void> => undefined;
  const connection = await new Promise<Connection>((resolve, reject) => {
    listenTcp({ host: "127.0.0.1", port: 0, ...shows(certificate), connected: resolve, failed: reject }).then(
      (listener) => {
        close = listener.close;
        wire = new WireClient(listener.port, client);
      },
      reject,
    );
  });
  const { certfp, kind, serverName, tls } = connection;
  connection.destroy();
  wire?.socket.destroy();
  await close();
  return { certfp, kind, serverName, tls };
}

function fingerprintSeenBy({ socket }: WireClient): string | undefined {
  return socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : undefined;
}
