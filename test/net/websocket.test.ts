import { describe, expect, test } from "vitest";
import { selfSignedCertificate } from "../../src/net/self-signed.ts";
import { shows } from "../kit/shows.ts";
import { WebClient } from "../kit/web-client.ts";
import { listenForWeb as listen } from "../kit/web-listener.ts";
import { clientFrame, WebWire } from "../kit/web-wire.ts";
import { WireClient } from "../kit/wire.ts";

const TEXT = 1;
const BINARY = 2;
const PING = 9;
const PONG = 10;

async function openWire(port: number, ...headers: readonly string[]): Promise<WebWire> {
  const wire = new WebWire(port);
  expect(await wire.handshake(...headers)).toMatch(/^HTTP\/1\.1 101 /);
  return wire;
}

describe("subprotocols", () => {
  test.each([
    [["text.ircv3.net"], "text.ircv3.net", "text"],
    [["binary.ircv3.net"], "binary.ircv3.net", "binary"],
    [["binary.ircv3.net", "text.ircv3.net"], "binary.ircv3.net", "binary"],
    [["text.ircv3.net", "binary.ircv3.net"], "text.ircv3.net", "text"],
    [["soup", "binary.ircv3.net"], "binary.ircv3.net", "binary"],
  ])("of %j the client's favourite is taken: %s", async (offered, taken, kind) => {
    await using server = await listen();
    const client = new WebClient(server.port, offered);
    await client.send("hello");
    await server.heard.until(() => server.heard.lines.length === 1);
    server.heard.first.write(":irc.test NOTICE * :hällo\r\n", false);
    await client.until(/hällo/);
    expect([client.socket.protocol, client.kinds]).toEqual([taken, [kind]]);
  });

  test.each([
    ["", TEXT],
    ["Sec-WebSocket-Protocol: soup", TEXT],
    ["", BINARY],
  ])(
    "with none agreed (%j) no header says one, and a client is answered as it speaks",
    async (header, opcode) => {
      await using server = await listen();
      const wire = new WebWire(server.port);
      const head = await wire.handshake(...(header === "" ? [] : [header]));
      expect(head).not.toMatch(/sec-websocket-protocol/i);
      await server.heard.until(() => server.heard.connections.length === 1);
      server.heard.first.write("early\r\n", true);
      wire.socket.write(clientFrame(opcode, "hello"));
      await server.heard.until(() => server.heard.lines.length === 1);
      server.heard.first.write("late\r\n", true);
      expect([await wire.frame(), await wire.frame()].map((frame) => frame.opcode)).toEqual([TEXT, opcode]);
      wire.socket.destroy();
    },
  );
});

describe("what comes in", () => {
  test.each(["hello", "hello\r\n", "hello\n"])("%j is one line", async (message) => {
    await using server = await listen();
    const wire = await openWire(server.port);
    wire.socket.write(clientFrame(TEXT, message));
    await server.heard.until(() => server.heard.lines.length === 1);
    expect(server.heard.lines).toEqual(["hello\n"]);
    wire.socket.destroy();
  });

  test("a line in fragments of one byte is one line", async () => {
    await using server = await listen();
    const wire = await openWire(server.port);
    const bytes = [...Buffer.from("PRIVMSG #c :é")];
    for (const [at, byte] of bytes.entries())
      wire.socket.write(clientFrame(at === 0 ? TEXT : 0, Buffer.from([byte]), at === bytes.length - 1));
    await server.heard.until(() => server.heard.lines.length === 1);
    expect(server.heard.lines).toEqual([`${Buffer.from("PRIVMSG #c :é").toString("latin1")}\n`]);
    wire.socket.destroy();
  });

  const noUtf8 = Buffer.from("caf\xe9", "latin1");
  test.each([
    ["a line break inside", clientFrame(TEXT, "NICK a\r\nJOIN #c"), 1002, "A message is one line"],
    ["more than the longest line", clientFrame(TEXT, "x".repeat(5000)), 1009, "Max payload size exceeded"],
    ["a length of 63 bits", Buffer.from([0x81, 0xff, 0x7f, ...Array(7).fill(255)]), 1009, /payload length/],
    ["a frame that is not masked", Buffer.from([0x81, 1, 0x41]), 1002, /MASK must be set/],
    ["text that is not UTF-8", clientFrame(TEXT, noUtf8), 1007, /invalid UTF-8/],
    ["what says it is compressed", Buffer.from([0xc1, 0x80, 0, 0, 0, 0]), 1002, /RSV1/],
    ["a ping in two fragments", clientFrame(PING, "", false), 1002, /FIN must be set/],
  ])("%s closes the connection", async (_name, bytes, code, reason) => {
    await using server = await listen();
    const wire = await openWire(server.port);
    wire.socket.write(bytes);
    expect(await wire.closeCode()).toBe(code);
    await server.heard.until(() => server.heard.ends.length === 1);
    expect(server.heard.ends[0]).toMatch(reason);
    expect(server.heard.lines).toEqual([]);
    wire.socket.destroy();
  });

  test("fragments without end, and without anything in them, close the connection", async () => {
    await using server = await listen();
    const wire = await openWire(server.port);
    wire.socket.write(clientFrame(TEXT, "x", false));
    wire.socket.write(Buffer.concat(Array(5000).fill(clientFrame(0, "", false))));
    expect(await wire.closeCode()).toBe(1008);
    wire.socket.destroy();
  });

  test("the longest legal line, with its tags, comes in", async () => {
    await using server = await listen();
    const wire = await openWire(server.port);
    const line = `@${"t".repeat(4094)} ${"x".repeat(510)}`;
    wire.socket.write(clientFrame(TEXT, line));
    await server.heard.until(() => server.heard.lines.length === 1);
    expect(server.heard.lines).toEqual([`${line}\n`]);
    wire.socket.destroy();
  });

  test("nothing is heard of a client that is not read, until it is again", async () => {
    await using server = await listen();
    const wire = await openWire(server.port);
    await server.heard.until(() => server.heard.connections.length === 1);
    server.heard.first.pause();
    await new Promise<void>((resolve) => wire.socket.write(clientFrame(TEXT, "waits"), () => resolve()));
    // A fence of its own: a second client that has come and spoken since.
    const other = await openWire(server.port);
    other.socket.write(clientFrame(TEXT, "speaks"));
    await server.heard.until(() => server.heard.lines.length === 1);
    server.heard.first.resume();
    await server.heard.until(() => server.heard.lines.length === 2);
    expect(server.heard.lines).toEqual(["speaks\n", "waits\n"]);
    for (const { socket } of [wire, other]) socket.destroy();
  });
});

describe("what goes out", () => {
  test("each line is a message of its own, however many are written at once", async () => {
    await using server = await listen();
    const client = await new WebClient(server.port).opened();
    await server.heard.until(() => server.heard.connections.length === 1);
    const long = ["x".repeat(125), "x".repeat(126), "x".repeat(65_535), "x".repeat(65_536), "end"];
    server.heard.first.write(`one\r\ntwo\r\n${long.join("\r\n")}\r\n`, true);
    await client.until(/^end$/);
    expect(client.lines).toEqual(["one", "two", ...long]);
  });

  test("what the same text is to text and binary clients is told apart", async () => {
    await using server = await listen();
    const clients = ["text.ircv3.net", "binary.ircv3.net"].map((name) => new WebClient(server.port, [name]));
    for (const client of clients) await client.opened();
    await server.heard.until(() => server.heard.connections.length === 2);
    for (const connection of server.heard.connections) connection.write("hi\r\n", true);
    for (const client of clients) await client.until(/hi/);
    expect(clients.map(({ kinds }) => kinds)).toEqual([["text"], ["binary"]]);
  });

  test("what the system does not take is counted, and its leaving is told", async () => {
    await using server = await listen();
    const wire = await openWire(server.port);
    wire.socket.pause();
    await server.heard.until(() => server.heard.connections.length === 1);
    const { first } = server.heard;
    while (first.write(`${"x".repeat(500)}\r\n`.repeat(1000), true));
    expect(first.unsent).toBeGreaterThan(0);
    wire.socket.resume();
    await server.heard.until(() => server.heard.lines.includes("drained"));
    expect(first.unsent).toBe(0);
    wire.socket.destroy();
  });
});

describe("pings", () => {
  test("are answered with what they carry", async () => {
    await using server = await listen();
    const wire = await openWire(server.port);
    wire.socket.write(clientFrame(PING, "are you there"));
    expect(await wire.frame()).toEqual({ opcode: PONG, payload: Buffer.from("are you there") });
    wire.socket.destroy();
  });

  test.each([
    [PING, "Ping flood"],
    [PONG, "Pong flood"],
  ])("frames of opcode %d in masses close the connection: %s", async (opcode, reason) => {
    await using server = await listen();
    const wire = await openWire(server.port);
    wire.socket.write(Buffer.concat(Array(1000).fill(clientFrame(opcode, "x".repeat(125)))));
    expect(await wire.closeCode()).toBe(1008);
    expect(server.heard.ends).toEqual([reason]);
    wire.socket.destroy();
  });

  test("of a client that does not read are answered once, when it reads", async () => {
    await using server = await listen();
    const wire = await openWire(server.port);
    wire.socket.pause();
    await server.heard.until(() => server.heard.connections.length === 1);
    const { first } = server.heard;
    while (first.write(`${"x".repeat(500)}\r\n`.repeat(1000), true));
    const behind = first.unsent;
    wire.socket.write(Buffer.concat([1, 2, 3].map((nth) => clientFrame(PING, `ping ${nth}`))));
    wire.socket.write(clientFrame(TEXT, "fence"));
    await server.heard.until(() => server.heard.lines.includes("fence\n"));
    expect(first.unsent).toBe(behind);
    wire.socket.resume();
    let frame = await wire.frame();
    while (frame.opcode !== PONG) frame = await wire.frame();
    expect(String(frame.payload)).toBe("ping 3");
    wire.socket.destroy();
  });

  test("come from the server, and who does not answer is cut off", async () => {
    await using server = await listen({ heartbeatMs: 200 });
    const lively = await new WebClient(server.port).opened();
    const dead = await openWire(server.port);
    await dead.over;
    expect(server.heard.ends).toEqual(["Ping timeout: 0 seconds"]);
    expect(lively.socket.readyState).toBe(lively.socket.OPEN);
  });

  test("of the server do not cut off whom it does not listen to", async () => {
    await using server = await listen({ heartbeatMs: 30 });
    const held = await openWire(server.port);
    await server.heard.until(() => server.heard.connections.length === 1);
    server.heard.first.pause();
    // Others come and go meanwhile.
    await (await openWire(server.port)).over;
    await (await openWire(server.port)).over;
    expect(held.socket.destroyed).toBe(false);
    held.socket.destroy();
  });
});

describe("an end", () => {
  test("by the server comes after what was written, with 1000", async () => {
    await using server = await listen();
    const client = await new WebClient(server.port).opened();
    await server.heard.until(() => server.heard.connections.length === 1);
    server.heard.first.write("farewell\r\n", true);
    server.heard.first.end();
    expect(server.heard.first.write("too late\r\n", true)).toBe(true);
    expect(await client.over).toBe(1000);
    expect(client.lines).toEqual(["farewell"]);
    await server.heard.until(() => server.heard.ends.length === 1);
  });

  test("by the server reaches one that is not read", async () => {
    await using server = await listen();
    const client = await new WebClient(server.port).opened();
    await server.heard.until(() => server.heard.connections.length === 1);
    server.heard.first.pause();
    server.heard.first.end();
    expect(await client.over).toBe(1000);
    await server.heard.until(() => server.heard.ends.length === 1);
  });

  test("by the server is waited for in vain for two seconds", async () => {
    await using server = await listen();
    const wire = await openWire(server.port);
    await server.heard.until(() => server.heard.connections.length === 1);
    server.heard.first.end();
    await wire.over;
    await server.heard.until(() => server.heard.ends.length > 0);
    expect(server.heard.ends).toEqual(["Remote host closed the connection"]);
  });

  test.each([
    [
      "a close frame",
      (client: WebClient) => client.socket.close(1000),
      /^Remote host closed the connection$/,
    ],
    ["a cut", (client: WebClient) => client.socket.terminate(), /^Remote host closed|reset by peer$/],
  ])("by the client's %s is told once", async (_name, leave, reason) => {
    await using server = await listen();
    const client = await new WebClient(server.port).opened();
    await server.heard.until(() => server.heard.connections.length === 1);
    leave(client);
    await client.over;
    await server.heard.until(() => server.heard.ends.length > 0);
    await server.listener.close();
    expect(server.heard.ends).toEqual([expect.stringMatching(reason)]);
  });

  test("by a reset is told apart", async () => {
    await using server = await listen();
    const wire = await openWire(server.port);
    wire.socket.resetAndDestroy();
    await server.heard.until(() => server.heard.ends.length > 0);
    expect(server.heard.ends).toEqual(["Connection reset by peer"]);
  });
});

describe("wss", () => {
  test("asks for no certificate, knows the name asked for, and is renewed under who is there", async () => {
    const [first, second] = [
      await selfSignedCertificate("a.example"),
      await selfSignedCertificate("b.example"),
    ];
    await using server = await listen(shows(first));
    const secure = { rejectUnauthorized: false, servername: "chat.example" };
    const client = await new WebClient(server.port, undefined, secure).opened();
    await server.heard.until(() => server.heard.connections.length === 1);
    expect(server.heard.first).toMatchObject({
      ...{ kind: "websocket", tls: true, serverName: "chat.example", certfp: undefined },
      ...{ address: "127.0.0.1", localAddress: "127.0.0.1", localPort: server.port },
    });
    server.listener.alter(shows(second));
    const seen = new WireClient(server.port, {});
    await new Promise((resolve) => seen.socket.once("secureConnect", resolve));
    expect("getPeerCertificate" in seen.socket).toBe(true);
    seen.socket.destroy();
    await client.send("still here");
    await server.heard.until(() => server.heard.lines.includes("still here\n"));
  });
});
