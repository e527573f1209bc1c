import { describe, expect, test } from "vitest";
import { WebClient } from "../kit/web-client.ts";
import { listenForWeb as listen } from "../kit/web-listener.ts";
import { WebWire } from "../kit/web-wire.ts";
import { WireClient } from "../kit/wire.ts";

const page = { origins: ["https://chat.example.org"], withoutOrigin: false, trustedProxies: [] };

describe("a handshake", () => {
  test.each([
    ["Origin: https://chat.example.org", 101],
    ["Origin: HTTPS://Chat.Example.ORG:443", 101],
    ["Origin: https://good.evil", 403],
    ["Origin: null", 403],
    ["Origin: http://chat.example.org", 403],
    ["X-No-Origin: at all", 403],
  ])("with %s is answered with %d", async (header, status) => {
    await using server = await listen({ websocket: page });
    const wire = new WebWire(server.port);
    expect(await wire.handshake(header)).toMatch(`HTTP/1.1 ${status} `);
    if (status !== 101) await wire.over;
    wire.socket.destroy();
  });

  test("with two origins is refused, whatever they are", async () => {
    await using server = await listen({ websocket: page });
    const origin = "Origin: https://chat.example.org";
    const wire = new WebWire(server.port);
    expect(await wire.handshake(origin, "Origin: https://evil.example")).toMatch(/^HTTP\/1.1 403 /);
    wire.socket.destroy();
  });

  test("that offers compression gets none", async () => {
    await using server = await listen();
    const wire = new WebWire(server.port);
    const head = await wire.handshake("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
    expect(head).toMatch(/ 101 /);
    expect(head).not.toMatch(/extensions/i);
    wire.socket.destroy();
  });

  test.each([
    ["2,000 headers", Array.from({ length: 2000 }, () => "a: b")],
    ["101 headers", Array.from({ length: 101 }, () => "a: b")],
    ["17 KiB of headers", [`a: ${"b".repeat(17_000)}`]],
  ])("of %s is refused", async (_name, headers) => {
    await using server = await listen();
    const wire = new WebWire(server.port);
    expect(await wire.handshake(...headers)).toMatch(/^HTTP\/1.1 431 /);
    await wire.over;
  });

  test("without a key is refused", async () => {
    await using server = await listen();
    const wire = new WebWire(server.port);
    wire.socket.write("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    expect(await wire.answer()).toMatch(/^HTTP\/1.1 400 /);
    await wire.over;
  });

  test.each([
    "",
    "GET / HTTP/1.1\r\nHost: x\r\n",
    "POST / HTTP/1.1\r\nContent-Length: 9\r\nHost: x\r\n\r\n1",
  ])("that stops at %j is given up after a while", async (beginning) => {
    await using server = await listen({ handshakeMs: 100 });
    const wire = new WebWire(server.port);
    wire.socket.write(beginning);
    await wire.over;
  });

  test("of which one address begins many at a time is cut off, and counts no more once it is done", async () => {
    const asked: number[] = [];
    const mayShakeHands = (_address: string, shaking: number) => asked.push(shaking) > 0 && shaking < 2;
    await using server = await listen({ mayShakeHands });
    const [first, second] = [new WireClient(server.port), new WireClient(server.port)];
    await new WireClient(server.port).over;
    first.socket.destroy();
    second.socket.destroy();
    await Promise.all([first.over, second.over]);
    const comesIn = async () => (await new WebWire(server.port).handshake().catch(() => "")) !== "";
    // The server may learn of it a little later than we do.
    for (let inside = 0; inside < 3; ) if (await comesIn()) inside += 1;
    expect(Math.max(...asked)).toBe(2);
  });

  test("is not counted for a proxy, whose clients are many", async () => {
    const websocket = { ...page, withoutOrigin: true, trustedProxies: ["127.0.0.1"] };
    await using server = await listen({ websocket, mayShakeHands: () => false });
    const client = await new WebClient(server.port).opened();
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });
});

describe("X-Forwarded-For", () => {
  test.each([
    ["a trusted proxy", ["127.0.0.0/8"], "127.0.0.1, 192.0.2.7", "192.0.2.7", true],
    ["anybody else", ["10.0.0.0/8"], "192.0.2.7", "127.0.0.1", false],
  ])("from %s tells where a client is", async (_who, trustedProxies, forwarded, address, tls) => {
    const websocket = { origins: ["*"], withoutOrigin: true, trustedProxies };
    await using server = await listen({ websocket });
    const wire = new WebWire(server.port);
    await wire.handshake(`X-Forwarded-For: ${forwarded}`, "X-Forwarded-Proto: https");
    await server.heard.until(() => server.heard.connections.length === 1);
    expect(server.heard.first).toMatchObject({ address, tls, remotePort: wire.socket.localPort });
    wire.socket.destroy();
  });

  test("that is no address is refused", async () => {
    const websocket = { origins: ["*"], withoutOrigin: true, trustedProxies: ["127.0.0.1"] };
    await using server = await listen({ websocket });
    const wire = new WebWire(server.port);
    expect(await wire.handshake("X-Forwarded-For: 192.0.2.7, nonsense")).toMatch(/^HTTP\/1.1 400 /);
    await wire.over;
  });
});

test("who has no wish to upgrade is told what this is", async () => {
  await using server = await listen();
  const wire = new WireClient(server.port);
  wire.socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await wire.over;
  expect(wire.text).toMatch(/^HTTP\/1.1 426 Upgrade Required\r\n/);
  expect(wire.text).toContain("This is IRC over WebSocket");
});

test("who has not shaken hands does not keep a listener from closing", async () => {
  const server = await listen();
  const wire = new WireClient(server.port);
  await new Promise((resolve) => wire.socket.on("connect", resolve));
  await server.listener.close();
  await wire.over;
});
