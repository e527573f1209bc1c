import { createServer as createTcpServer, type Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { defaultConfig, loadConfig } from "../../src/config/load.ts";
import { hostNameOf, type NameResolver } from "../../src/net/host-name.ts";
import { identOf } from "../../src/net/ident.ts";
import { noConnection } from "../../src/net/transport.ts";
import { LookUps } from "../../src/node/look-up.ts";
import { nothingAsked } from "../../src/sessions/registering.ts";
import { TestNetwork } from "../kit/network.ts";

const never = new Promise<readonly string[]>(() => undefined);
const failing = () => Promise.reject(new Error("ENOTFOUND"));

function resolver(
  names: readonly string[],
  addresses: Readonly<Record<string, readonly string[]>>,
): NameResolver {
  const forward = async (name: string) => addresses[name] ?? [];
  return { reverse: async () => names, resolve4: forward, resolve6: forward };
}

describe("a host name", () => {
  test("counts when it leads back to the address", async () => {
    const names = resolver(["a.example.net"], { "a.example.net": ["192.0.2.7"] });
    expect(await hostNameOf("192.0.2.7", names)).toBe("a.example.net");
  });

  test("counts for IPv6 in whatever form the address is written", async () => {
    const names = resolver(["a.example.net"], { "a.example.net": ["2001:DB8:0:0::7"] });
    expect(await hostNameOf("2001:db8::7", names)).toBe("a.example.net");
  });

  test("is nothing when it leads elsewhere, and the next name is tried", async () => {
    const names = resolver(["liar.example", "b.example"], {
      "liar.example": ["192.0.2.8"],
      "b.example": ["192.0.2.7"],
    });
    expect(await hostNameOf("192.0.2.7", names)).toBe("b.example");
    expect(await hostNameOf("192.0.2.9", names)).toBeUndefined();
  });

  test.each(["a b", "10.0.0.1", `${"x".repeat(64)}.example`, "a!b@c", "-a.example", "a..b", "a\r\nb", ""])(
    "%j is none, even if it leads back",
    async (name) =>
      expect(await hostNameOf("192.0.2.7", resolver([name], { [name]: ["192.0.2.7"] }))).toBeUndefined(),
  );

  test("is nothing when the name server fails", async () => {
    expect(
      await hostNameOf("192.0.2.7", { reverse: failing, resolve4: failing, resolve6: failing }),
    ).toBeUndefined();
    const half = { ...resolver(["a.example"], {}), resolve4: failing };
    expect(await hostNameOf("192.0.2.7", half)).toBeUndefined();
  });
});

describe("ident", () => {
  test("gives the user name the client's machine answers with", async () => {
    const { user, asked } = await identFrom((socket) =>
      socket.end("50000 , 6667 : USERID : UNIX : stjohns\r\n"),
    );
    expect(user).toBe("stjohns");
    expect(asked).toBe("50000, 6667\r\n");
  });

  test.each([
    ["an error", "50000, 6667 : ERROR : NO-USER\r\n"],
    ["other ports", "50001, 6667 : USERID : UNIX : root\r\n"],
    ["no line end within the longest answer", "x".repeat(1_000_000)],
    ["nothing", ""],
    ["nonsense", ":::::\r\n"],
    ["an empty name", "50000,6667:USERID:UNIX: \r\n"],
  ])("is nothing when the answer is %s", async (_, answer) => {
    expect((await identFrom((socket) => socket.end(answer))).user).toBeUndefined();
  });

  test("is nothing when nobody answers in time", async () => {
    expect((await identFrom(() => undefined, 50)).user).toBeUndefined();
  });

  test("is nothing when nobody listens", async () => {
    const question = {
      address: "127.0.0.1",
      remotePort: 50000,
      localPort: 6667,
      givenUp: AbortSignal.timeout(2000),
      identPort: 1,
    };
    expect(await identOf(question)).toBeUndefined();
  });
});

describe("when the server ends", () => {
  const config = loadConfig({ flags: { hostLookup: true, identLookup: true, lookupSeconds: 30 } });

  test("no question stays open: ident servers are hung up on, name servers asked no more", async () => {
    let cancelled = 0;
    const names = { reverse: () => never, resolve4: failing, resolve6: failing, cancel: () => cancelled++ };
    let lookUps: LookUps | undefined;
    const { server, identPort } = await identServer(() => lookUps?.end());
    lookUps = new LookUps(() => config, { resolver: names, identPort });
    const over = new Promise((resolve) => server.on("connection", (socket) => socket.on("close", resolve)));
    expect(await lookUps.ask({ ...noConnection, address: "127.0.0.1", isDirect: true })).toEqual({
      host: undefined,
      user: null,
    });
    await over;
    expect(cancelled).toBe(1);
    server.close();
  });

  test("no name is asked for any more", async () => {
    const ended = AbortSignal.abort();
    const names = resolver(["a.example.net"], { "a.example.net": ["192.0.2.7"] });
    expect(await hostNameOf("192.0.2.7", names, ended)).toBeUndefined();
  });
});

describe("a client that is looked up", () => {
  const config = { ...loadConfig({ flags: { hostLookup: true } }), lookupSeconds: 0.05 };
  const rim = (names: NameResolver) => {
    return { lookUp: new LookUps(() => config, { resolver: names }).ask };
  };

  test("is asked nothing where neither is configured", () => {
    expect(new LookUps(defaultConfig).ask({ ...noConnection, isDirect: true })).toBe(nothingAsked);
  });

  test("is not asked for its ident where it comes over WebSocket", async () => {
    const asking = loadConfig({ flags: { identLookup: true } });
    let asked = 0;
    const { server, identPort } = await identServer(() => (asked += 1));
    server.on("connection", () => (asked += 1));
    const lookUps = new LookUps(() => asking, { identPort });
    const client = { ...noConnection, isDirect: false, address: "127.0.0.1" };
    expect(await lookUps.ask(client)).toEqual({ host: undefined, user: null });
    expect(asked).toBe(0);
    server.close();
  });

  test("registers while the question is open, and comes in under its name when it is answered", async () => {
    const names = resolver(["a.example.net"], { "a.example.net": ["192.0.2.2"] });
    const network = new TestNetwork({}, rim(names));
    const client = network.open();
    expect(client.ask("NICK alice", "USER alice 0 * :Alice")).toEqual([]);
    await network.until(() => network.node.world.users.size === 1);
    expect(client.read()[0]).toContain("alice!alice@a.example.net");
  });

  test("waits no longer than it is told, and comes in under its address", async () => {
    const network = new TestNetwork({}, rim({ reverse: () => never, resolve4: failing, resolve6: failing }));
    const client = network.open();
    client.send("NICK alice", "USER alice 0 * :Alice");
    await network.until(() => network.node.world.users.size === 1);
    expect(client.read()[0]).toContain("alice!alice@192.0.2.2");
  });

  test("that is gone before the answer comes in nowhere", async () => {
    let answer: (names: readonly string[]) => void = () => undefined;
    const late = new Promise<readonly string[]>((resolve) => {
      answer = resolve;
    });
    const network = new TestNetwork({}, rim({ reverse: () => late, resolve4: failing, resolve6: failing }));
    const gone = network.open();
    gone.send("NICK alice", "USER alice 0 * :Alice");
    gone.vanish();
    const next = network.open();
    expect(next.session.lookup).toBeUndefined();
    answer([]);
    await network.until(() => next.session.lookup !== undefined);
    expect(network.node.world.users.size).toBe(0);
  });

  test.each([
    ["bob", "bob"],
    [null, "~alice"],
    ["../../etc/passwd", "../../etc/passwd".slice(0, 16)],
    ["with space", "~alice"],
    ["@!*", "~alice"],
  ])("has the user name its machine vouches for (%j), or its own word marked", (user, shown) => {
    const network = new TestNetwork({}, { lookUp: () => ({ host: undefined, user }) });
    expect(network.open().ask("NICK alice", "USER alice 0 * :Alice")[0]).toContain(`alice!${shown}@`);
  });

  test("that sent PASS, NICK and USER meanwhile is judged when the answer is there", async () => {
    const names = resolver([], {});
    const network = new TestNetwork({ password: "secret" }, rim(names));
    const client = network.open();
    client.send("PASS wrong", "NICK alice", "USER alice 0 * :Alice");
    await network.until(() => client.ended);
    expect(client.read()).toEqual([
      ":irc.test 464 alice :Password incorrect",
      "ERROR :Closing Link: 192.0.2.2 (Bad Password)",
    ]);
  });
});

async function identFrom(answer: (socket: Socket) => void, timeoutMs = 5000) {
  let asked = "";
  const { server, identPort } = await identServer((socket, chunk) => {
    asked += chunk;
    answer(socket);
  });
  const user = await identOf({
    address: "127.0.0.1",
    remotePort: 50000,
    localPort: 6667,
    givenUp: AbortSignal.timeout(timeoutMs),
    identPort,
  });
  server.close();
  return { user, asked };
}

async function identServer(asked: (socket: Socket, question: string) => void) {
  const server = createTcpServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => asked(socket, chunk.toString()));
  });
  const identPort = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const at = server.address();
      resolve(typeof at === "object" && at ? at.port : 0);
    });
  });
  return { server, identPort };
}
