import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import type { TestClientOptions } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";

const address = "203.0.113.9";
const webirc = [
  { password: cheapHash("sesame"), addresses: ["203.0.113.8/31", "2001:db8:9::/48"] },
  { password: "plain", addresses: ["203.0.113.9", "203.0.113.20"] },
];
const open = (config: ConfigInput = {}) => new TestNetwork({ webirc, ...config });
const user = "198.51.100.7";
const who = ["NICK alice", "USER alice 0 * :Alice"];

/** A client behind the gateway that has said this line and then registered. */
async function brought(network: TestNetwork, line: string, options: TestClientOptions = {}) {
  const client = network.open({ address, ...options });
  const lines = await client.answer(line, ...who);
  return { client, lines };
}

const hostOf = (lines: readonly string[]) => / 001 .*alice!alice@(\S+)$/.exec(lines[0] ?? "")?.[1];
const farewell = (lines: readonly string[], from: string, reason: string) =>
  expect(lines).toEqual([`ERROR :Closing Link: ${from} (${reason})`]);

describe("WEBIRC", () => {
  test("makes the client one of the address it gives, by hash or plain password, from any of its places", async () => {
    for (const [from, password] of [
      ["203.0.113.8", "sesame"],
      ["203.0.113.9", "sesame"],
      ["203.0.113.9", "plain"],
      ["203.0.113.20", "plain"],
      ["2001:db8:9::1", "sesame"],
    ]) {
      const options = from === undefined ? {} : { address: from };
      const { lines } = await brought(open(), `WEBIRC ${password} web host.example ${user}`, options);
      expect(hostOf(lines)).toBe(user);
    }
  });

  // "If the WEBIRC command does not originate from a whitelisted IP address or uses an incorrect password".
  test.each([
    ["a stranger", "203.0.113.10", "sesame"],
    ["a gateway with a wrong password", address, "Sesame"],
    ["a gateway with another's password", "203.0.113.20", "sesame"],
    ["a gateway with the hash for a password", address, webirc[0]?.password ?? ""],
    ["a gateway without a password", address, ":"],
  ])("of %s ends the connection", async (_, from, password) => {
    const { client, lines } = await brought(open(), `WEBIRC ${password} web h ${user}`, { address: from });
    if (password === ":") return expect(lines.join("\n")).not.toContain(user);
    farewell(lines, from, "Invalid WebIRC password");
    expect(client.ended).toBe(true);
  });

  test("ends the connection where there are no gateways, and for one that REHASH took away", async () => {
    const network = open({ webirc: [] });
    farewell((await brought(network, `WEBIRC x web h ${user}`)).lines, address, "Invalid WebIRC password");
    network.config = { ...network.config, webirc };
    await network.node.rehash();
    const { client, lines } = await brought(network, `WEBIRC plain web h ${user}`);
    expect(hostOf(lines)).toBe(user);
    network.config = { ...network.config, webirc: [] };
    await network.node.rehash();
    farewell(
      (await brought(network, `WEBIRC plain web h ${user}`)).lines,
      address,
      "Invalid WebIRC password",
    );
    expect(client.ask("PING still-here")).toEqual([":irc.test PONG irc.test :still-here"]);
  });

  // "MUST be the first command sent from the WebIRC gateway to the IRC server".
  test.each([
    "CAP LS 302",
    "NICK alice",
    "PING x",
    "PASS x",
    "NONSENSE",
    `WEBIRC plain web h ${user}`,
    "WEBIRC plain",
  ])("behind %s ends the connection", async (line) => {
    const client = open().open({ address });
    await client.answer(line);
    const lines = client.ask(`WEBIRC plain web h ${user}`);
    expect(lines).toEqual([expect.stringMatching(/^ERROR :Closing Link: \S+ \(WEBIRC has to come first\)$/)]);
  });

  test("of who is on the network already is refused with 462", async () => {
    const { client } = await brought(open(), `WEBIRC plain web h ${user}`);
    expect(client.numerics(`WEBIRC plain web h ${user}`)).toEqual(["462 :You may not reregister"]);
  });

  test.each(["WEBIRC", "WEBIRC plain", "WEBIRC plain web h"])("%s lacks parameters", (line) => {
    expect(open().open({ address }).numerics(line)).toEqual(["461 WEBIRC :Not enough parameters"]);
  });

  test("comes before negotiation, which goes on as for anybody", async () => {
    const client = open().open({ address });
    await client.answer(`WEBIRC plain web h ${user}`);
    expect(client.ask("CAP LS 302", "CAP REQ :batch", ...who).at(-1)).toBe(":irc.test CAP * ACK :batch");
    expect(hostOf(client.ask("CAP END"))).toBe(user);
  });

  test("has no effect on who has vanished before it was judged", async () => {
    const network = open();
    const client = network.open({ address });
    const { session } = client;
    client.send(`WEBIRC sesame web h ${user}`);
    client.vanish();
    await network.until(() => !session.pending.isWorking);
    expect(network.node.host.sessions.size).toBe(0);
    expect(network.open({ address: "192.0.2.7" }).session.gateway).toBeUndefined();
  });
});

describe("the address", () => {
  test.each([
    ["198.51.100.7", "198.51.100.7"],
    ["2001:db8::7", "2001:db8::7"],
    ["2001:DB8:0:0:0:0:0:7", "2001:db8::7"],
    ["2001:0db8:0000::0007", "2001:db8::7"],
    // "an IPv6 address beginning with a colon [...] MUST be sent with a canonically-acceptable preceding zero".
    ["0::7", "0::7"],
    [":::7", "0::7"],
    ["::ffff:198.51.100.7", undefined],
    ["0::ffff:198.51.100.7", "198.51.100.7"],
    ["0::FFFF:c633:6407", "198.51.100.7"],
    ["64:ff9b::198.51.100.7", "64:ff9b::c633:6407"],
  ])("%s is taken as %s", async (given, shown) => {
    const { lines } = await brought(open(), `WEBIRC plain web host.example ${given}`);
    // Without its zero the first colon is that of a last parameter: the address is what is behind it.
    if (shown === undefined) farewell(lines, address, "Invalid WebIRC address");
    else expect(hostOf(lines)).toBe(shown);
  });

  test.each([
    ["leading zeros", "198.051.100.007"],
    ["leading zeros within IPv6", "0::ffff:198.051.100.007"],
    ["hexadecimal", "0xc6.0x33.0x64.0x7"],
    ["hexadecimal within IPv6", "0::ffff:0xc6.51.100.7"],
    ["three parts", "198.51.25607"],
    ["a number", "3325256711"],
    ["parts too great", "198.51.100.256"],
    ["a zone", "fe80::1%eth0"],
    ["a zone on IPv4 in IPv6", "0::ffff:198.51.100.7%1"],
    ["five digits in a group", "2001:db8::00007"],
    ["nine groups", "1:2:3:4:5:6:7:8:9"],
    ["two gaps", "2001::db8::7"],
    ["brackets", "[2001:db8::7]"],
    ["a port", "198.51.100.7:6667"],
    ["a block", "198.51.100.0/24"],
    ["a name", "host.example"],
    ["a mask", "*"],
    ["a space behind it", ":198.51.100.7 "],
    ["nothing", ":"],
  ])("with %s ends the connection", async (_, given) => {
    const { client, lines } = await brought(open(), `WEBIRC plain web host.example ${given}`);
    farewell(lines, address, "Invalid WebIRC address");
    expect(client.ended).toBe(true);
  });

  test("is what is looked up, and not as one whose ports are known", async () => {
    const asked: unknown[] = [];
    const network = new TestNetwork(
      { webirc },
      {
        lookUp: (peer) => {
          asked.push([peer.address, peer.isDirect]);
          return { host: `${peer.address}.example`, user: undefined };
        },
      },
    );
    const { lines } = await brought(network, `WEBIRC plain web spoofed.example ${user}`);
    expect(asked).toEqual([
      [address, true],
      [user, false],
    ]);
    expect(hostOf(lines)).toBe("198.51.100.7.example");
  });
});
