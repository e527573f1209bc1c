import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { describe, expect, test, vi } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import { proxyDoor } from "../../src/net/proxy-door.ts";
import { selfSignedCertificate } from "../../src/net/self-signed.ts";
import { listenTcp } from "../../src/net/tcp.ts";
import type { Connection } from "../../src/net/transport.ts";
import { startServer } from "../../src/server.ts";
import { Prefixed } from "../kit/prefixed.ts";
import { headerInBytes, headerInWords, proxiedBytes, tag } from "../kit/proxy-header.ts";
import { shows } from "../kit/shows.ts";
import { WebClient } from "../kit/web-client.ts";
import { clientFrame, WebWire } from "../kit/web-wire.ts";
import { WireClient } from "../kit/wire.ts";

const here = "127.0.0.1";
const user = "203.0.113.9";
const words = headerInWords("TCP4", user, here);
const four = [203, 0, 113, 9];
const bytes = proxiedBytes(four, 50_001);
const local = headerInBytes(0x20, 0, Buffer.alloc(0));

type Proxies = { readonly from: string[]; readonly required?: boolean } | undefined;

/** A server whose listeners all believe the same proxies: those on this machine, unless said. */
async function start(proxyProtocol: Proxies = { from: [here] }, more: ConfigInput = {}) {
  const current: { proxyProtocol: Proxies } = { proxyProtocol };
  const kinds = [{}, { tls: { selfSigned: true } }, { websocket: { withoutOrigin: true } }];
  const read = () => {
    const listeners = kinds.map((kind) => ({ ...kind, port: 0, proxyProtocol: current.proxyProtocol }));
    return loadConfig({ flags: { name: "irc.test", listeners, ...more } });
  };
  const server = await startServer(read(), { log: silentLogger(), reload: read });
  const [plain = 0, tls = 0, web = 0] = server.addresses.map(({ port }) => port);
  return { server, current, plain, tls, web, [Symbol.asyncDispose]: () => server.close() };
}

const register = "NICK alice\r\nUSER alice 0 * :Alice\r\n";
const hostOf = async (client: WireClient) => /alice!alice@(\S+)/.exec(await client.until(/ 376 /))?.[1];

/** A client on a port that has sent these bytes. */
function sends(port: number, ...parts: readonly (string | Uint8Array)[]): WireClient {
  const client = new WireClient(port);
  client.socket.write(Buffer.concat(parts.map((part) => Buffer.from(part))));
  return client;
}

describe("a proxy that is named in listeners[].proxyProtocol.from", () => {
  test.each([
    ["words", words],
    ["bytes", bytes],
    ["words, as IPv4 in IPv6", headerInWords("TCP6", "::ffff:203.0.113.9", "::1")],
  ])("brings a client in %s, and what follows in the same packet is heard", async (_, header) => {
    await using server = await start();
    expect(await hostOf(sends(server.plain, header, register))).toBe(user);
  });

  test("may send its header one byte after the other", async () => {
    await using server = await start();
    const client = new WireClient(server.plain);
    client.socket.setNoDelay(true);
    for (const byte of bytes) await new Promise((sent) => client.socket.write(Buffer.from([byte]), sent));
    client.socket.write(register);
    expect(await hostOf(client)).toBe(user);
  });

  test("stands before TLS, whose handshake may begin in the same packet", async () => {
    await using server = await start();
    const client = await new WireClient(server.tls, { socket: new Prefixed(server.tls, words) }).register(
      "alice",
    );
    client.send("MODE alice");
    expect(await client.until(/ 221 /)).toMatch(/alice!alice@203\.0\.113\.9.* 221 alice \+z/s);
  });

  test("leaves a client its own certificate, unless it ends TLS itself", async () => {
    const [shown, own] = [
      await selfSignedCertificate("irc.test"),
      await selfSignedCertificate("alice.example"),
    ];
    const certfpOf = async (header: Uint8Array) => {
      const connections: Connection[] = [];
      const listener = await listenTcp({
        ...{ host: here, port: 0, proxyProtocol: { from: [here], required: true }, ...shows(shown) },
        connected: (connection) => {
          connections.push(connection);
          connection.write("hello\r\n", true);
        },
        failed: (error) => expect.fail(error.message),
      });
      const socket = new Prefixed(listener.port, header);
      const client = new WireClient(listener.port, { socket, cert: own.cert, key: own.key });
      await client.until(/hello/);
      client.socket.destroy();
      await listener.close();
      return connections.map(({ address, remotePort, isDirect, tls, certfp }) => [
        ...[address, remotePort, isDirect, tls, certfp],
      ]);
    };
    const fingerprint = own.fingerprint.replaceAll(":", "").toLowerCase();
    expect(await certfpOf(bytes)).toEqual([[user, 50_001, false, true, fingerprint]]);
    const ended = (flags: number) => proxiedBytes(four, 7, tag(0x20, flags, 0, 0, 0, 0));
    expect(await certfpOf(ended(1))).toEqual([[user, 7, false, true, undefined]]);
    expect(await certfpOf(ended(0))).toEqual([[user, 7, false, false, undefined]]);
  });

  test("stands before HTTP, and a client it brings is no proxy that X-Forwarded-For is taken from", async () => {
    await using server = await start();
    const wire = new WebWire(server.web);
    wire.socket.write(bytes);
    expect(await wire.handshake("X-Forwarded-For: 198.51.100.1")).toMatch(/ 101 /);
    wire.socket.write(Buffer.concat([clientFrame(1, "NICK alice"), clientFrame(1, "USER alice 0 * :A")]));
    expect(String((await wire.frame()).payload)).toContain(`alice!alice@${user}`);
    wire.socket.destroy();
  });

  test("stands before HTTP over TLS", async () => {
    const kind = { tls: { selfSigned: true }, websocket: { withoutOrigin: true }, port: 0 };
    const listeners = [{ ...kind, proxyProtocol: { from: [here] } }];
    await using server = await start(undefined, { listeners });
    const createConnection = () =>
      connectTls({ socket: new Prefixed(server.plain, words), rejectUnauthorized: false });
    const client = new WebClient(server.plain, [], { rejectUnauthorized: false, createConnection });
    await client.register("alice");
    await client.send("MODE alice");
    expect(await client.until(/ 221 /)).toContain("221 alice +z");
    expect(await client.until(/ 001 /)).toContain(`alice!alice@${user}`);
    client.socket.terminate();
  });

  test.each([
    ["over TLS", 1, "+z"],
    ["in plain", 0, "+"],
  ])("on this machine is believed that the client came %s", async (_, flags, modes) => {
    await using server = await start();
    const client = sends(server.plain, proxiedBytes(four, 1, tag(0x20, flags, 0, 0, 0, 0)), register);
    await client.until(/ 376 /);
    client.send("MODE alice");
    expect(await client.until(/ 221 .*\r\n/)).toContain(` 221 alice ${modes}\r\n`);
  });

  test.each([
    ["LOCAL", local],
    ["UNKNOWN", "PROXY UNKNOWN\r\n"],
  ])("comes as itself with %s", async (_, header) => {
    await using server = await start();
    expect(await hostOf(sends(server.plain, header, register))).toBe(here);
  });

  test.each([
    ["NICK alice\r\n"],
    ["PROXY TCP4 127.1 127.0.0.1 1 2\r\n"],
    ["PROXY TCP6 fe80::1%0 ::1 1 2\r\n"],
    ["PROXY TCP4 203.0.113.009 127.0.0.1 1 2\r\n"],
    [headerInBytes(0x21, 0x12, Buffer.alloc(12))],
    [Buffer.alloc(20_000, "P")],
  ])("that begins with %j is cut off without a word", async (line) => {
    await using server = await start();
    for (const port of [server.plain, server.tls, server.web]) {
      const client = sends(port, line);
      await client.over;
      expect(client.text).toBe("");
    }
  });

  test("that leaves in the middle of its header leaves nothing behind", async () => {
    await using server = await start();
    const client = sends(server.plain, words.slice(0, 20));
    client.socket.end();
    await client.over;
    expect(await hostOf(sends(server.plain, words, register))).toBe(user);
  });

  test("brings as many as one address may have, however that is written; it is not counted itself", async () => {
    await using server = await start(undefined, { connections: { perAddress: 1, exempt: [] } });
    const first = await sends(server.plain, words).register("first");
    const second = sends(server.plain, headerInWords("TCP6", "::ffff:203.0.113.9", "::1"));
    await second.over;
    expect(second.text).toBe("ERROR :Closing Link: 203.0.113.9 (Too many connections from your address)\r\n");
    await sends(server.plain, headerInWords("TCP4", "203.0.113.10", here)).register("third");
    first.send("PING still-here");
    await first.until(/still-here/);
  });
});

describe("whoever is no proxy", () => {
  const elsewhere = ["203.0.113.8"];

  test("is closed out where a header is required, with a header and without", async () => {
    await using server = await start({ from: elsewhere });
    for (const port of [server.plain, server.tls, server.web]) {
      const client = sends(port, words, register);
      await client.over;
      expect(client.text).toBe("");
    }
  });

  test("connects as itself with required: false, and a header of theirs means nothing", async () => {
    await using server = await start({ from: elsewhere, required: false });
    expect(await hostOf(sends(server.plain, words, register))).toBe(here);
    await new WireClient(server.tls, {}).register("bob");
  });
});

test("REHASH alters who is a proxy; who is there stays", async () => {
  await using server = await start();
  const alice = await sends(server.plain, words).register("alice");
  server.current.proxyProtocol = { from: ["203.0.113.8"] };
  await server.server.rehash();
  await sends(server.plain, words).over;
  server.current.proxyProtocol = undefined;
  await server.server.rehash();
  await new WireClient(server.plain).register("bob");
  alice.send("PING still-here");
  await alice.until(/still-here/);
});

test("who is turned away is told of with the address and one of a few reasons", async () => {
  const seen: string[] = [];
  const listener = await listenTcp({
    ...{ host: here, port: 0, handshakeMs: 50, proxyProtocol: { from: [here], required: true } },
    connected: () => expect.fail("nobody has said for whom he comes"),
    failed: (error) => expect.fail(error.message),
    turnedAway: (address, reason) => seen.push(`${address} ${reason}`),
  });
  // Bytes that go on coming do not move the deadline.
  const slow = new WireClient(listener.port);
  const rest = [..."PROXY UNKNOWN ".padEnd(100, "x")].values();
  const drip = setInterval(() => slow.socket.write(rest.next().value ?? ""), 10);
  await slow.over;
  clearInterval(drip);
  await sends(listener.port, "PROXY UNK").over;
  await sends(listener.port, "GET / HTTP/1.1\r\n").over;
  listener.alter({ proxyProtocol: { from: ["203.0.113.8"], required: true } });
  await sends(listener.port, words).over;
  await listener.close();
  expect(seen).toEqual([
    "127.0.0.1 PROXY header timed out",
    "127.0.0.1 PROXY header timed out",
    "127.0.0.1 Bad PROXY header",
    "127.0.0.1 Only proxies may connect here",
  ]);
});

test("a header that is awaited does not keep a server from closing", async () => {
  const server = await start();
  const clients = [server.plain, server.tls, server.web].map((port) => sends(port, words.slice(0, 9)));
  await Promise.all(clients.map(({ socket }) => new Promise((resolve) => socket.on("connect", resolve))));
  await server.server.close();
  await Promise.all(clients.map(({ over }) => over));
});

test("two connections of a proxy from one port, to addresses of ours that differ, are not taken for each other", async () => {
  const door = proxyDoor({ proxyProtocol: { from: [here], required: true } });
  const servers = [createServer(), createServer()];
  const clients: Socket[] = [];
  let localPort: number | undefined;
  const letIn: Socket[] = [];
  for (const [index, server] of servers.entries()) {
    server.on("connection", (socket) => letIn.push(socket));
    door.guard(server);
    await once(server.listen(0, here), "listening");
    const { port } = server.address() as AddressInfo;
    const client = connect({ host: here, port, localAddress: here, ...(localPort && { localPort }) });
    clients.push(client);
    await once(client, "connect");
    localPort = client.localPort;
    client.write(headerInWords("TCP4", `203.0.113.${index + 1}`, here));
    await vi.waitFor(() => expect(letIn).toHaveLength(index + 1));
  }
  const addresses = letIn.map((socket) => door.farEndOf(socket).address);
  for (const socket of [...clients, ...letIn]) socket.destroy();
  for (const server of servers) server.close();
  expect(addresses).toEqual(["203.0.113.1", "203.0.113.2"]);
});
