import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainResponse } from "../kit/plain.ts";

// capability-negotiation.md, "cap-notify", "The CAP NEW subcommand" and "The CAP DEL subcommand".

const accounts = [{ name: "Alice", password: "sesame" }];
// Where nobody may register, sasl is there for the accounts of the configuration.
const closed = { registration: { enabled: false } };
const inForce = (client: TestClient) => client.ask("CAP LIST")[0]?.split(" :")[1]?.split(" ");

async function rehash(network: TestNetwork, config: ConfigInput): Promise<void> {
  network.config = { ...network.config, ...config };
  await network.node.rehash();
}

/** A client that has said these lines and has nothing left to read. */
function saying(network: TestNetwork, ...lines: readonly string[]): TestClient {
  const client = network.open();
  client.send(...lines);
  client.read();
  return client;
}

describe("cap-notify", () => {
  // "MUST be implicitly enabled if the client requests CAP LS with a version of 302 or newer".
  test.each(["CAP LS 302", "CAP LS 303"])("comes with %s, and cannot be taken away", (line) => {
    const client = saying(new TestNetwork(), line);
    expect(inForce(client)).toEqual(["cap-notify"]);
    expect(client.ask("CAP REQ :-cap-notify")).toEqual([":irc.test CAP * NAK :-cap-notify"]);
    expect(client.ask("CAP REQ :batch -cap-notify")).toEqual([":irc.test CAP * NAK :batch -cap-notify"]);
    expect(inForce(client)).toEqual(["cap-notify"]);
    // "Clients MAY also request the capability [...] servers MUST accept and CAP ACK".
    expect(client.ask("CAP REQ :cap-notify")).toEqual([":irc.test CAP * ACK :cap-notify"]);
  });

  test("cannot be taken away by who has named a lower version later", () => {
    const client = saying(new TestNetwork(), "CAP LS 302", "CAP LS", "CAP LS 301");
    expect(client.ask("CAP REQ :-cap-notify")).toEqual([":irc.test CAP * NAK :-cap-notify"]);
  });

  test("may be asked for and given back by who does not speak 302, until they do", () => {
    const client = saying(new TestNetwork(), "CAP LS");
    expect(inForce(client)).toEqual([""]);
    expect(client.ask("CAP REQ :cap-notify")).toEqual([":irc.test CAP * ACK :cap-notify"]);
    // "servers MUST allow these clients to do so".
    expect(client.ask("CAP REQ :-cap-notify")).toEqual([":irc.test CAP * ACK :-cap-notify"]);
    expect(inForce(client)).toEqual([""]);
    client.send("CAP LS 302");
    client.read();
    expect(inForce(client)).toEqual(["cap-notify"]);
  });
});

describe("a REHASH", () => {
  test("that adds accounts tells of sasl: with its value to who speaks 302, by name to others", async () => {
    const network = new TestNetwork(closed);
    const modern = saying(network, "CAP LS 302");
    const old = saying(network, "CAP REQ :cap-notify");
    const registered = network.connect("alice", { caps: "cap-notify" });
    const deaf = [saying(network, "CAP LS"), saying(network, "CAP REQ :batch"), network.connect("bob")];
    await rehash(network, { accounts });
    expect(modern.read()).toEqual([":irc.test CAP * NEW :sasl=SCRAM-SHA-256,PLAIN"]);
    expect(old.read()).toEqual([":irc.test CAP * NEW :sasl"]);
    expect(registered.read()).toEqual([":irc.test CAP alice NEW :sasl"]);
    // "MUST ONLY be sent to clients that have negotiated CAP version 302 or enabled [...] cap-notify".
    expect(deaf.map((client) => client.read())).toEqual([[], [], []]);
    expect(modern.ask("CAP REQ :sasl")).toEqual([":irc.test CAP * ACK :sasl"]);
  });

  test("that removes accounts cancels sasl, also for who is told nothing", async () => {
    const network = new TestNetwork({ ...closed, accounts });
    const modern = saying(network, "CAP LS 302", "CAP REQ :sasl batch");
    const silent = saying(network, "CAP REQ :sasl batch");
    const registered = network.connect("alice", { caps: "cap-notify sasl" });
    await rehash(network, { accounts: [] });
    expect(modern.read()).toEqual([":irc.test CAP * DEL :sasl"]);
    expect(registered.read()).toEqual([":irc.test CAP alice DEL :sasl"]);
    expect(silent.read()).toEqual([]);
    expect([modern, silent, registered].map(inForce)).toEqual([
      ["cap-notify", "batch"],
      ["batch"],
      ["cap-notify"],
    ]);
    expect(modern.ask("CAP REQ :sasl")).toEqual([":irc.test CAP * NAK :sasl"]);
    // "Clients SHOULD NOT send CAP REQ messages to cancel": those that do are not refused.
    expect(modern.ask("CAP REQ :-sasl")).toEqual([":irc.test CAP * ACK :-sasl"]);
    expect(modern.ask("CAP LS")[0]?.split(/[ :]/)).not.toContain("sasl");
  });

  // "Servers MUST cancel any capability-specific behavior for a client after sending the CAP DEL".
  test("that removes accounts leaves nothing of a login that was begun", async () => {
    const network = new TestNetwork({ ...closed, accounts });
    const client = saying(network, "CAP LS 302", "CAP REQ :sasl", "AUTHENTICATE PLAIN");
    await rehash(network, { accounts: [] });
    expect(client.read()).toEqual([
      ":irc.test CAP * DEL :sasl",
      ":irc.test 906 * :SASL authentication aborted",
    ]);
    expect(client.numerics(`AUTHENTICATE ${plainResponse("alice", "sesame")}`)[0]).toMatch(/^904 /);
    await rehash(network, { accounts });
    expect(client.read()).toEqual([":irc.test CAP * NEW :sasl=SCRAM-SHA-256,PLAIN"]);
    expect(client.ask("CAP REQ :sasl", "AUTHENTICATE PLAIN").at(-1)).toBe("AUTHENTICATE +");
  });

  test("that changes the limits of multiline tells the new value, which LS then has", async () => {
    const network = new TestNetwork();
    const modern = saying(network, "CAP LS 302", "CAP REQ :draft/multiline batch");
    await rehash(network, { limits: { multilineBytes: 512, multilineLines: 2 } });
    const value = "draft/multiline=max-bytes=512,max-lines=2";
    expect(modern.read()).toEqual([`:irc.test CAP * NEW :${value}`]);
    expect(modern.ask("CAP LS 302")[0]).toContain(` ${value} `);
    // An update: what is in force stays in force.
    expect(inForce(modern)).toContain("draft/multiline");
  });

  test("that switches relaymsg off and on cancels what it allowed, and allows it again", async () => {
    const network = new TestNetwork();
    const [bot, bob] = network.inChannel("#room", "bot", "bob");
    bot?.ask("CAP LS 302", "CAP REQ :draft/relaymsg");
    await rehash(network, { relaymsg: false });
    expect(bot?.read()).toEqual([":irc.test CAP bot DEL :draft/relaymsg"]);
    expect(bot?.ask("RELAYMSG #room carol/x :hello")[0]).toContain(" FAIL RELAYMSG NOT_ENABLED ");
    expect(bob?.read()).toEqual([]);
    await rehash(network, { relaymsg: true });
    expect(bot?.read()).toEqual([":irc.test CAP bot NEW :draft/relaymsg=/"]);
    bot?.send("CAP REQ :draft/relaymsg", "RELAYMSG #room carol/x :hello");
    expect(bob?.read()).toEqual([":carol/x!bot@192.0.2.2 PRIVMSG #room :hello"]);
  });

  test("that does several things tells NEW and DEL in a line each", async () => {
    const network = new TestNetwork(closed);
    const modern = saying(network, "CAP LS 302");
    await rehash(network, { accounts, relaymsg: false, limits: { multilineLines: 3 } });
    expect(modern.read()).toEqual([
      ":irc.test CAP * NEW :sasl=SCRAM-SHA-256,PLAIN draft/multiline=max-bytes=4096,max-lines=3",
      ":irc.test CAP * DEL :draft/relaymsg",
    ]);
  });

  test("that changes nothing of all this, or is refused, tells nothing", async () => {
    const network = new TestNetwork({ accounts });
    const modern = saying(network, "CAP LS 302");
    await rehash(network, {
      description: "Another",
      accounts: [...accounts, { name: "bob", password: "x" }],
    });
    await expect(rehash(network, { accounts: [], utf8Nicks: true })).rejects.toThrow("casemapping");
    expect(modern.read()).toEqual([]);
    expect(modern.ask("CAP REQ :sasl")).toEqual([":irc.test CAP * ACK :sasl"]);
  });

  test("by an operator answers them last with what the others are told", async () => {
    const network = new TestNetwork(closed);
    const boss = network.connect("boss", { caps: "batch labeled-response cap-notify" });
    network.makeOperator(boss);
    const other = saying(network, "CAP LS 302");
    network.config = { ...network.config, accounts };
    const lines = await boss.answer("@label=x REHASH");
    expect(lines.join("\n")).toContain(" CAP boss NEW :sasl");
    expect(other.read()).toEqual([":irc.test CAP * NEW :sasl=SCRAM-SHA-256,PLAIN"]);
  });
});
