import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { stsPolicy } from "../../src/node/sts.ts";
import type { TestClient, TestClientOptions } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";

const certified = { port: 6697, tls: { cert: "cert.pem", key: "key.pem" } };
const base: ConfigInput = { name: "irc.test", listeners: [{ port: 6667 }, certified] };
const month = { duration: 2_592_000 };

/** A network with a certified listener on that port, or none that is open. */
function network(sts: ConfigInput["sts"], certifiedPort: number | undefined = 6697): TestNetwork {
  const config = sts === undefined ? base : { ...base, sts };
  return new TestNetwork(config, {
    sts: (next) => (connection) => stsPolicy(next, certifiedPort, connection),
  });
}

/** The value of `sts` in CAP LS; `undefined` if it is not there. */
function told(client: TestClient, version = "302"): string | undefined {
  const words = client.ask(`CAP LS ${version}`).flatMap((line) => line.split(" :")[1]?.split(" ") ?? []);
  return words.find((word) => /^sts(?:=|$)/.test(word))?.replace(/^sts=?/, "");
}

const plain: TestClientOptions = {};
const secure: TestClientOptions = { tls: true, serverName: "irc.test" };

describe("a policy", () => {
  // "In server software, this capability MUST be made available as an optional configuration setting."
  test("is told to nobody unless it is configured", () => {
    for (const options of [plain, secure]) expect(told(network(undefined).open(options))).toBeUndefined();
  });

  // "servers MUST send this key to insecurely connected clients".
  test("tells who comes in the clear the port to come to", () => {
    expect(told(network(month).open(plain))).toBe("port=6697");
    expect(told(network({ ...month, port: 7000 }).open(plain))).toBe("port=7000");
    expect(told(network({ ...month, preload: true }).open(plain))).toBe("port=6697");
  });

  // "servers MUST send this key to securely connected clients".
  test("tells who comes over TLS for how long to do so, and whether it may be preloaded", () => {
    expect(told(network(month).open(secure))).toBe("duration=2592000");
    expect(told(network({ ...month, preload: true }).open(secure))).toBe("duration=2592000,preload");
    // "A duration=0 value indicates a disabled STS persistence policy".
    expect(told(network({ duration: 0 }).open(secure))).toBe("duration=0");
    expect(told(network({ duration: 0 }).open(plain))).toBe("port=6697");
  });

  // "Server Name Indication": "verify whether the hostname provided by clients [...] has been whitelisted".
  test.each([
    ["the server's own name", undefined, "irc.test", true],
    ["that name in other letters", undefined, "IRC.Test", true],
    ["another name", undefined, "irc.example", false],
    ["a name below it", undefined, "www.irc.test", false],
    // "If no hostname has been provided for the connection, an STS persistence policy SHOULD NOT be advertised."
    ["no name", undefined, undefined, false],
    ["a listed name", ["irc.example", "IRC.Example.org"], "irc.example.ORG", true],
    ["the server's own name where others are listed", ["irc.example"], "irc.test", false],
    ["any name where none is listed", [], "irc.test", false],
  ])("is told over TLS to who asked for %s, or not", (_, hosts, serverName, isTold) => {
    const options = { tls: true, ...(serverName !== undefined && { serverName }) };
    const client = network({ ...month, ...(hosts && { hosts }) }).open(options);
    expect(told(client)).toBe(isTold ? "duration=2592000" : undefined);
  });

  test("is not told to who comes by the address of a page, nor to people at a terminal", () => {
    expect(told(network(month).open({ kind: "websocket" }))).toBeUndefined();
    expect(told(network(month).open({ ...secure, kind: "websocket" }))).toBeUndefined();
    expect(network(month).open({ console: true }).ask("CAP LS 302").join("\n")).not.toContain("sts");
  });

  test("is not told where no listener with a certificate is open", () => {
    const without = new TestNetwork(
      { ...base, sts: { ...month, port: 6697 } },
      { sts: (next) => (connection) => stsPolicy(next, undefined, connection) },
    );
    for (const options of [plain, secure]) expect(told(without.open(options))).toBeUndefined();
  });

  // "When enabled, the capability has a REQUIRED value": without 302 there are no values.
  test.each(["", "301"])("is not told to who says CAP LS %s", (version) => {
    for (const options of [plain, secure])
      expect(told(network(month).open(options), version)).toBeUndefined();
  });

  test("is told once each, in a form that clients can read", () => {
    const value = told(network({ ...month, preload: true }).open(secure)) ?? "";
    const keys = value.split(",").map((token) => token.replace(/=.*/, ""));
    expect(new Set(keys).size).toBe(keys.length);
    expect(value).toMatch(/^[a-z]+(?:=\d+)?(?:,[a-z]+(?:=\d+)?)*$/);
  });
});

// "Servers MAY reply with a CAP NAK message if a client requests this capability."
test.each(["sts", "-sts", "batch sts", "sts=port=6697"])("a request of %s is refused", (words) => {
  const client = network(month).open(secure);
  client.send("CAP LS 302");
  client.read();
  expect(client.ask(`CAP REQ :${words}`)).toEqual([`:irc.test CAP * NAK :${words}`]);
  expect(client.ask("CAP LIST")).toEqual([":irc.test CAP * LIST :cap-notify"]);
});

describe("a REHASH", () => {
  /** What it tells clients in the clear, over TLS, over TLS by an unlisted name, and without 302. */
  async function toldBy(before: ConfigInput["sts"], after: ConfigInput["sts"]) {
    const net = network(before);
    const clients = [plain, secure, { tls: true, serverName: "irc.example" }].map((options) => {
      const client = net.open(options);
      client.send("CAP LS 302", "CAP REQ :cap-notify");
      return client;
    });
    const [old, oldSecure] = [net.open(plain), net.open(secure)];
    for (const client of [old, oldSecure]) client.send("CAP REQ :cap-notify");
    const all = [...clients, old, oldSecure];
    for (const client of all) client.read();
    net.config = after === undefined ? base : { ...base, sts: after };
    await net.node.rehash();
    return all.map((client) => client.read().map((line) => line.replace(":irc.test CAP * ", "")));
  }

  test("that brings a policy tells it to those it is for", async () => {
    expect(await toldBy(undefined, month)).toEqual([
      ["NEW :sts=port=6697"],
      ["NEW :sts=duration=2592000"],
      [],
      [],
      [],
    ]);
  });

  test("that changes it tells the new one", async () => {
    expect(await toldBy(month, { duration: 31_536_000, port: 7000, preload: true })).toEqual([
      ["NEW :sts=port=7000"],
      ["NEW :sts=duration=31536000,preload"],
      [],
      [],
      [],
    ]);
  });

  // "Servers MUST NOT send CAP DEL to disable this capability": "duration=0".
  test("that takes it away ends it, and deletes nothing", async () => {
    const ended = ["NEW :sts=duration=0"];
    expect(await toldBy(month, undefined)).toEqual([ended, ended, [], [], []]);
  });

  test("that takes a name from the list ends it for who came by that name", async () => {
    const shorter = { ...month, hosts: ["irc.example"] };
    expect(await toldBy(month, shorter)).toEqual([
      [],
      ["NEW :sts=duration=0"],
      ["NEW :sts=duration=2592000"],
      [],
      [],
    ]);
  });

  test("that leaves it as it was tells nothing", async () => {
    expect(await toldBy(month, { ...month })).toEqual([[], [], [], [], []]);
  });
});
