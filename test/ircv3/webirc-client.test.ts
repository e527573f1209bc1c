import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { createLogger } from "../../src/logging/logger.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import type { TestClient, TestClientOptions } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainLines } from "../kit/plain.ts";

// webirc.md: who a gateway has brought is a client like others, of the address and the security it gives.

const gate = "203.0.113.9";
const base: ConfigInput = { webirc: [{ password: "sesame", addresses: [gate] }] };
const certfp = "22e88c7d6da9b73fbb515ed6a8f6d133c680527a799e3069ca7ce346d90649b2";

interface Brought extends TestClientOptions {
  readonly options?: string;
  readonly gateway?: string;
}

/** A client that the gateway brings from that address; what it read last is left to read. */
async function bring(network: TestNetwork, nick: string, from: string, how: Brought = {}) {
  const { options = "", gateway = "web", ...connection } = how;
  const client = network.open({ address: gate, ...connection });
  const line = `WEBIRC sesame ${gateway} spoofed.example ${from} ${options}`;
  await client.answer(line.trim());
  client.send(`NICK ${nick}`, `USER ${nick} 0 * :${nick}`);
  return client;
}

const whois = (viewer: TestClient, nick: string, numeric: string) =>
  viewer.numerics(`WHOIS ${nick}`).filter((line) => line.startsWith(numeric));

describe("security", () => {
  // "Servers MUST ONLY treat the connection as secure if this flag is sent and the connection from the gateway
  // to the server is also secure with TLS."
  test.each([
    ["secure", true, true],
    // "they MUST treat the options secure and secure=examplevalue123 in exactly the same way".
    ["secure=examplevalue123", true, true],
    [":local-port=6697 secure remote-port=21726", true, true],
    ["local-port=6697 secure", true, true],
    [":secure secure", true, true],
    ["secure", false, false],
    ["", true, false],
    ["Secure", true, false],
    ["insecure", true, false],
    ["local-port=secure", true, false],
    [":secureconnection", true, false],
  ])("with the options %j over TLS: %s is there: %s", async (options, tls, isSecure) => {
    const network = new TestNetwork(base);
    const alice = await bring(network, "alice", "198.51.100.7", { options, tls });
    expect(alice.numerics("MODE alice")).toEqual([`221 ${isSecure ? "+z" : "+"}`]);
    expect(whois(alice, "alice", "671")).toHaveLength(isSecure ? 1 : 0);
  });

  test("opens channels for TLS only, or not", async () => {
    const network = new TestNetwork(base);
    network.connect("owner", { tls: true }).send("JOIN #room", "MODE #room +z");
    const secure = await bring(network, "alice", "198.51.100.7", { options: "secure", tls: true });
    const plain = await bring(network, "bob", "198.51.100.8", { tls: true });
    expect(secure.numerics("JOIN #room").at(-1)).toMatch(/^366 /);
    expect(plain.numerics("JOIN #room")).toEqual([expect.stringMatching(/^489 /)]);
  });

  test.each([
    [`secure certfp-sha-256=${certfp}`, true, certfp],
    // "Servers should accept either upper case or lower case hexadecimal characters."
    [`:secure certfp-sha-256=${certfp.toUpperCase()}`, true, certfp],
    [`certfp-sha-256=${certfp}`, true, undefined],
    [`:secure certfp-sha-256=${certfp}`, false, undefined],
    [`:secure certfp-sha-256=${certfp}0`, true, undefined],
    [`:secure certfp-sha-256=${certfp.slice(1)}g`, true, undefined],
    [":secure certfp-sha-256", true, undefined],
    [`:secure certfp-sha-512=${certfp}`, true, undefined],
    [`:secure spkifp-sha-256=${certfp}`, true, undefined],
    ["secure", true, undefined],
  ])(
    "with the options %j over TLS: %s has the fingerprint %s, never the gateway's",
    async (options, tls, shown) => {
      const network = new TestNetwork(base);
      const how = { options, tls, ...(tls && { certfp: "f".repeat(64) }) };
      const alice = await bring(network, "alice", "198.51.100.7", how);
      expect(alice.session.certfp).toBe(shown);
      const said = shown === undefined ? [] : [expect.stringContaining(shown)];
      expect(whois(alice, "alice", "276")).toEqual(said);
    },
  );
});

test("options that mean nothing here, however they are written, change nothing", async () => {
  const network = new TestNetwork(base);
  const options =
    ":  x-y=a\\sb\\:c\\\\ =  == remote-port local-port=-1 constructor=1 __proto__=2 remote-port=\\";
  const alice = await bring(network, "alice", "198.51.100.7", { options, tls: true });
  expect(alice.read()[0]).toContain("alice!alice@198.51.100.7");
});

describe("limits", () => {
  const limited = (connections: ConfigInput["connections"]) => new TestNetwork({ ...base, connections });
  const refusal = "ERROR :Closing Link: 198.51.100.7 (Too many connections from your address)";

  test("count for the address that is brought, not for the gateway's", async () => {
    const network = limited({ perAddress: 2, perBlock: { max: 3 } });
    const clients = [];
    for (const [at, from] of [
      "198.51.100.7",
      "198.51.100.7",
      "192.0.2.1",
      "192.0.3.1",
      "192.0.4.1",
    ].entries()) {
      clients.push(await bring(network, `n${at}`, from));
    }
    for (const client of clients) expect(client.read()[0]).toContain(" 001 ");
    const third = await bring(network, "third", "198.51.100.7");
    expect(third.ended).toBe(true);
    // Directly from there it is one too many, as well.
    expect(network.open({ address: "198.51.100.7" }).read()).toEqual([refusal]);
    clients[0]?.send("QUIT");
    expect((await bring(network, "again", "198.51.100.7")).read()[0]).toContain(" 001 ");
    expect((await bring(network, "over", "198.51.100.7")).ended).toBe(true);
  });

  test("tell the client why it may not come, as it would be told directly", async () => {
    const network = limited({ perAddress: 1 });
    network.open({ address: "198.51.100.7" });
    const client = network.open({ address: gate });
    expect(await client.answer("WEBIRC sesame web h 198.51.100.7")).toEqual([refusal]);
  });

  test("of blocks and of how often one may come hold, too", async () => {
    const blocks = limited({ perBlock: { max: 1 } });
    expect((await bring(blocks, "a", "2001:db8:1:1::1")).ended).toBe(false);
    expect((await bring(blocks, "b", "2001:db8:1:1:ffff::2")).ended).toBe(true);
    const throttled = limited({ connectThrottle: { count: 2, seconds: 10 } });
    const came = [];
    for (const at of [1, 2, 3]) came.push((await bring(throttled, `n${at}`, "198.51.100.7")).ended);
    expect(came).toEqual([false, false, true]);
  });

  test("of all clients hold for gateways as well, and are not used up by those who were refused", async () => {
    const network = limited({ clients: 2, perAddress: 1 });
    expect((await bring(network, "a", "198.51.100.7")).ended).toBe(false);
    for (let at = 0; at < 5; at += 1) expect((await bring(network, "b", "198.51.100.7")).ended).toBe(true);
    expect((await bring(network, "c", "198.51.100.8")).ended).toBe(false);
    expect(network.open({ address: gate }).read()[0]).toContain("The server is full");
  });

  test("of guessing passwords hold for the address that is brought", async () => {
    const network = new TestNetwork({
      ...base,
      connections: { connectThrottle: { count: 0 } },
      accounts: [{ name: "alice", password: cheapHash("sesame") }],
    });
    const guess = async (from: string, password: string) => {
      const client = await bring(network, "alice", from);
      client.send("CAP REQ :sasl");
      const verdict = (await client.answer(...plainLines("alice", password))).at(-1);
      client.send("QUIT");
      return verdict;
    };
    for (let at = 0; at < 5; at += 1) await guess("198.51.100.7", "x");
    expect(await guess("198.51.100.7", "sesame")).toContain("too many attempts");
    expect(await guess("198.51.100.8", "sesame")).toContain(" 903 ");
  });
});

describe("a ban", () => {
  test.each([
    ["*!*@198.51.100.7", true],
    ["*!*@198.51.100.*", true],
    ["*!*@203.0.113.9", false],
    ["*!*@spoofed.example", false],
  ])("on %s keeps out who is brought from 198.51.100.7: %s", async (mask, isOut) => {
    const network = new TestNetwork(base);
    network.connect("owner").send("JOIN #room", `MODE #room +b ${mask}`);
    const alice = await bring(network, "alice", "198.51.100.7");
    expect(alice.numerics("JOIN #room").at(-1)).toMatch(isOut ? /^474 / : /^366 /);
  });

  test("on IPv4 keeps out who is brought in the clothes of IPv6", async () => {
    const network = new TestNetwork(base);
    network.connect("owner").send("JOIN #room", "MODE #room +b *!*@198.51.100.7");
    const alice = await bring(network, "alice", "0::ffff:198.51.100.7");
    expect(alice.numerics("JOIN #room").at(-1)).toMatch(/^474 /);
  });
});

describe("the gateway", () => {
  // "IRC servers SHOULD show when a WebIRC connection is in use": to oneself and operators.
  test("is shown by WHOIS to the user and to operators, to nobody else", async () => {
    const network = new TestNetwork(base);
    const alice = await bring(network, "alice", "198.51.100.7", { gateway: "ExampleGateway" });
    const [boss, bob] = [network.connect("boss"), network.connect("bob")];
    network.makeOperator(boss);
    const shown = `350 alice ${gate} ${gate} :is connecting via the ExampleGateway WebIRC gateway`;
    expect(whois(alice, "alice", "350")).toEqual([shown]);
    expect(whois(boss, "alice", "350")).toEqual([shown]);
    expect(bob.numerics("WHOIS alice").join("\n")).not.toMatch(/350|203\.0\.113\.9/);
    expect(whois(boss, "bob", "350")).toEqual([]);
  });

  test.each([
    ["x".repeat(200), "x".repeat(64)],
    ["web\x03\x1b[1m", "web[1m"],
    ["\x01", "unnamed"],
  ])("named %j is shown by what of it may be shown", async (gateway, shown) => {
    const network = new TestNetwork(base);
    const alice = await bring(network, "alice", "198.51.100.7", { gateway });
    expect(whois(alice, "alice", "350")).toEqual([
      expect.stringContaining(` via the ${shown} WebIRC gateway`),
    ]);
  });

  test("has a password that is in no entry, and in no log at its most talkative", async () => {
    const written: string[] = [];
    const destination = { write: (line: string) => void written.push(line) };
    const log = createLogger({ level: "trace", pretty: false, destination });
    const network = new TestNetwork(base, { log });
    await bring(network, "alice", "198.51.100.7");
    await network.open({ address: gate }).answer("WEBIRC guess-word web h 198.51.100.7");
    const all = written.join("") + JSON.stringify(network.entries);
    expect(all).toContain("198.51.100.7");
    for (const secret of ["sesame", "guess-word"]) expect(all).not.toContain(secret);
  });
});
