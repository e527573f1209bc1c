import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hashPassword } from "../../src/accounts/password-hash.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { silentLogger } from "../../src/logging/logger.ts";
import { startServer } from "../../src/server.ts";
import { WebClient } from "../kit/web-client.ts";
import { WireClient } from "../kit/wire.ts";

async function start(first: ConfigInput) {
  let input = first;
  const read = () => loadConfig({ flags: { name: "irc.test", ...input } });
  const server = await startServer(read(), { log: silentLogger(), reload: read });
  return {
    server,
    /** Reads another configuration. */
    rehash: async (next: ConfigInput) => {
      input = next;
      return await server.rehash();
    },
    portAt: (index: number) => server.addresses[index]?.port ?? 0,
  };
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const { port, close } = await taken("127.0.0.1");
  await close();
  return port;
}

/** A port that somebody else listens on. */
async function taken(host: string) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { port, close: () => new Promise((resolve) => server.close(resolve)) };
}

const isRefused = (port: number) =>
  new Promise<boolean>((resolve) => {
    const { socket } = new WireClient(port);
    socket.once("connect", () => resolve(false));
    socket.once("error", () => resolve(true));
    socket.once("connect", () => socket.destroy());
  });

describe("REHASH", () => {
  test("opens the listeners that were added, and says where", async () => {
    const { server, rehash, portAt } = await start({ listeners: [{ port: 0 }] });
    const alice = await new WireClient(server.port).register("alice");
    const before = server.port;
    const notes = await rehash({
      listeners: [{ port: 0 }, { port: 0, console: true }, { port: 0, websocket: { origins: ["*"] } }],
    });
    expect(notes).toEqual([
      `listening on 127.0.0.1 port ${portAt(1)} for consoles now`,
      `listening on 127.0.0.1 port ${portAt(2)} for web clients now`,
    ]);
    expect(portAt(0)).toBe(before);
    const console = new WireClient(portAt(1));
    expect(await console.until(/rooms/i)).not.toContain(" 001 ");
    await new WebClient(portAt(2), undefined, { headers: { Origin: "https://a.example" } }).register("web");
    alice.send("PING still-here");
    await alice.until(/PONG.*still-here/);
    await server.close();
  });

  test("closes the listeners that were removed, and who came there stays", async () => {
    const { server, rehash, portAt } = await start({ listeners: [{ port: 0 }, { port: 0 }] });
    const gone = portAt(1);
    const alice = await new WireClient(gone).register("alice");
    expect(await rehash({ listeners: [{ port: 0 }] })).toEqual([
      `no longer listening on 127.0.0.1 port ${gone}; who came there stays`,
    ]);
    expect(server.addresses).toHaveLength(1);
    expect(await isRefused(gone)).toBe(true);
    const bob = await new WireClient(portAt(0)).register("bob");
    bob.send("PRIVMSG alice :are you there?");
    await alice.until(/PRIVMSG alice :are you there/);
    await server.close("Bye");
    await alice.over;
    expect(alice.text).toContain("Bye");
  });

  test("moves a listener to another port, and to TLS in the same place", async () => {
    const { server, rehash, portAt } = await start({ listeners: [{ port: 0 }] });
    const first = portAt(0);
    const alice = await new WireClient(first).register("alice");
    const moved = await freePort();
    await rehash({ listeners: [{ port: moved }] });
    expect([portAt(0), await isRefused(first), await isRefused(moved)]).toEqual([moved, true, false]);
    await rehash({ listeners: [{ port: moved, tls: { selfSigned: true } }] });
    await new WireClient(moved, {}).register("bob");
    await rehash({ listeners: [{ port: moved, websocket: { withoutOrigin: true } }] });
    await new WebClient(moved).register("carol");
    alice.send("PRIVMSG bob,carol :still here", "PING x");
    await alice.until(/PONG.*x/);
    expect(alice.text).not.toContain(" 401 ");
    await server.close();
  });

  test("opens a server to others on the port it had for this machine", async () => {
    const port = await freePort();
    const { server, rehash } = await start({ listeners: [{ port }] });
    await rehash({ listeners: [{ host: "0.0.0.0", port }] });
    expect(server.addresses).toMatchObject([{ host: "0.0.0.0", port }]);
    await new WireClient(port).register("alice");
    await server.close();
  });

  test("makes consoles of a listener, and lets other pages in, without closing it", async () => {
    const { server, rehash, portAt } = await start({
      listeners: [{ port: 0 }, { port: 0, websocket: { origins: ["https://a.example"] } }],
    });
    const ports = [portAt(0), portAt(1)];
    const alice = await new WireClient(portAt(0)).register("alice");
    const notes = await rehash({
      listeners: [
        { port: 0, console: true },
        { port: 0, websocket: { origins: ["https://b.example"] } },
      ],
    });
    expect(notes).toEqual([]);
    expect([portAt(0), portAt(1)]).toEqual(ports);
    expect(server.addresses[0]?.console).toBe(true);
    await new WireClient(portAt(0)).until(/rooms/i);
    const page = (origin: string) => new WebClient(portAt(1), undefined, { headers: { Origin: origin } });
    expect(await page("https://a.example").over).toBe(403);
    await page("https://b.example").register("bob");
    alice.send("PING still-irc");
    await alice.until(/PONG irc\.test :?still-irc/);
    await server.close();
  });

  test("changes nothing at all when one listener cannot be opened, and says why", async () => {
    const other = await taken("127.0.0.1");
    const { server, rehash, portAt } = await start({ listeners: [{ port: 0 }, { port: 0 }], motd: "Old." });
    const ports = [portAt(0), portAt(1)];
    const added = await freePort();
    const next = { listeners: [{ port: 0 }, { port: added }, { port: other.port }], motd: "New." };
    await expect(rehash(next)).rejects.toMatchObject({
      code: "LISTEN",
      message: `cannot listen on 127.0.0.1 port ${other.port} (EADDRINUSE)`,
    });
    expect([portAt(0), portAt(1), server.addresses.length]).toEqual([...ports, 2]);
    expect(await isRefused(added)).toBe(true);
    expect((await new WireClient(portAt(1)).register("alice")).text).toContain(":- Old.");
    await other.close();
    await server.close();
  });

  test("listens again where it had made room in vain", async () => {
    const other = await taken("127.0.0.1");
    const port = await freePort();
    const { server, rehash } = await start({ listeners: [{ port }] });
    const next = { listeners: [{ host: "0.0.0.0", port }, { port: other.port }] };
    await expect(rehash(next)).rejects.toThrow(`cannot listen on 127.0.0.1 port ${other.port}`);
    expect(server.addresses).toMatchObject([{ host: "127.0.0.1", port }]);
    await new WireClient(port).register("alice");
    await other.close();
    await server.close();
  });

  test("opens nothing when a text cannot be read or a certificate does not serve", async () => {
    const { server, rehash } = await start({ listeners: [{ port: 0 }] });
    const added = await freePort();
    const listeners = [{ port: 0 }, { port: added }];
    await expect(rehash({ listeners, motd: { file: "no/motd.txt" } })).rejects.toThrow(
      "the motd no/motd.txt",
    );
    const tls = { cert: "no/cert.pem", key: "no/key.pem" };
    await expect(rehash({ listeners: [...listeners, { port: 0, tls }] })).rejects.toMatchObject({
      code: "TLS_FILE",
    });
    expect(await isRefused(added)).toBe(true);
    expect(server.addresses).toHaveLength(1);
    await server.close();
  });

  test("takes back what it had opened when the port of HTTP is somebody else's", async () => {
    const other = await taken("127.0.0.1");
    const [port, added] = [await freePort(), await freePort()];
    const { server, rehash } = await start({ listeners: [{ port }] });
    const listeners = [{ host: "0.0.0.0", port }, { port: added }];
    await expect(rehash({ listeners, http: { port: other.port } })).rejects.toMatchObject({
      code: "HTTP_LISTEN",
    });
    expect(server.addresses).toMatchObject([{ host: "127.0.0.1", port }]);
    expect(await isRefused(added)).toBe(true);
    await new WireClient(port).register("alice");
    await other.close();
    await server.close();
  });

  test("asked for twice at once is done twice, one after the other", async () => {
    const { server, rehash } = await start({ listeners: [{ port: 0 }] });
    const port = await freePort();
    const both = await Promise.all([
      rehash({ listeners: [{ port: 0 }, { port }] }),
      rehash({ listeners: [{ port: 0 }, { port }] }),
    ]);
    expect(both).toEqual([[`listening on 127.0.0.1 port ${port} now`], []]);
    await server.close();
  });

  test("leaves what changes at the next start alone: a certificate made here stays the one it is", async () => {
    const data = mkdtempSync(join(tmpdir(), "ircd-rehash-"));
    const listeners = [{ port: 0, tls: { selfSigned: true } }];
    const { server, rehash } = await start({ data, listeners });
    const [before] = server.addresses;
    const elsewhere = join(data, "not-made-yet");
    expect(await rehash({ name: "irc.other.test", data: elsewhere, listeners })).toEqual([
      "name: changes when the server starts anew",
      "data: changes when the server starts anew",
    ]);
    expect(server.addresses[0]?.fingerprint).toBe(before?.fingerprint);
    await server.close();
  });

  test("under way when the server closes leaves nothing open", async () => {
    const { server, rehash } = await start({ listeners: [{ port: 0 }] });
    const port = await freePort();
    const under = rehash({ listeners: [{ port: 0 }, { port }] });
    const refused = expect(under).rejects.toMatchObject({ code: "CLOSING" });
    await server.close();
    await refused;
    expect(await isRefused(port)).toBe(true);
  });

  test("tells the operator who asks what is open now, what waits for a restart, and why not", async () => {
    const opers = [{ name: "root", password: await hashPassword("sesame") }];
    const other = await taken("127.0.0.1");
    const { server, rehash, portAt } = await start({ opers, listeners: [{ port: 0 }] });
    const boss = await new WireClient(server.port).register("boss");
    boss.send("OPER root sesame");
    await boss.until(/ 381 /);
    const listeners = [{ port: 0 }, { port: 0 }];
    expect(await rehash({ opers, listeners, data: "elsewhere", casemapping: "rfc1459" })).toEqual([
      `listening on 127.0.0.1 port ${portAt(1)} now`,
      "data: changes when the server starts anew",
      "casemapping: changes when the server starts anew",
    ]);
    await expect(rehash({ opers, listeners: [{ port: 0 }, { port: other.port }] })).rejects.toThrow(
      "EADDRINUSE",
    );
    boss.send("REHASH");
    expect(await boss.until(/in vain/)).toContain(
      `*** Nothing was changed: cannot listen on 127.0.0.1 port ${other.port} (EADDRINUSE)`,
    );
    await other.close();
    await server.close();
  });
});
