import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
import { tokensIn } from "../kit/tokens.ts";

// Proposal 556: whoever is on the network is slowed down, and never disconnected, however fast they send.

const second = 1000;

/** Reads, and answers a PING as a client does by itself; while the server does not read, that does not arrive. */
function hear(client: TestClient): string[] {
  const lines = client.read();
  if (lines.includes("PING :irc.test") && !client.paused) client.send("PONG irc.test");
  return lines.filter((line) => line !== "PING :irc.test");
}

/** Sends it all, as a kernel would: what the server does not read waits. Gives what came of it. */
function flood(network: TestNetwork, client: TestClient, bytes: Buffer): string[] {
  const came: string[] = [];
  for (let at = 0; at < bytes.length; at += 4096) {
    for (let waited = 0; client.paused && waited < 200; waited += 1) {
      network.advance(second);
      came.push(...hear(client));
    }
    if (client.paused) throw new Error("the server reads no more");
    client.sendBytes(bytes.subarray(at, at + 4096));
    came.push(...hear(client));
  }
  return came;
}

const asBytes = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\r\n`).join(""));

describe("the token", () => {
  test("stands in 005 of who has registered, without a value", () => {
    const tokens = tokensIn(new TestNetwork().open().ask("NICK alice", "USER alice 0 * :Alice"));
    expect(tokens.filter((token) => token.startsWith("SAFERATE"))).toEqual(["SAFERATE"]);
  });

  test("is told to nobody who has not registered: they are disconnected", () => {
    const client = new TestNetwork().open();
    client.send("CAP REQ :draft/extended-isupport");
    expect(tokensIn(client.ask("ISUPPORT"))).not.toContain("SAFERATE");
    expect(client.ask(...Array<string>(50).fill("PING x")).at(-1)).toContain("(Excess Flood)");
  });

  test("is told of by no REHASH, and holds after one that lowers the limits", async () => {
    const network = new TestNetwork();
    const alice = network.connect("alice");
    network.config = { ...network.config, connections: { commands: { burst: 10, perSecond: 1 } } };
    await network.node.rehash();
    expect(tokensIn(alice.read())).toEqual([]);
    alice.send(...Array<string>(100).fill("PING x"));
    network.advance(10 * second);
    expect(alice.ended).toBe(false);
    expect(tokensIn(alice.ask())).toEqual([]);
  });
});

describe("a flood", () => {
  const many = (line: string, count = 200) => Array.from({ length: count }, () => line);
  const floods: readonly (readonly [string, readonly string[]])[] = [
    ["PING", many("PING x")],
    ["messages", many("PRIVMSG #room :hello")],
    ["messages to oneself", many("PRIVMSG alice :hello")],
    ["tags", many("@+typing=active TAGMSG #room")],
    ["tags of 4,000 bytes", many(`@+x=${"y".repeat(4000)} PRIVMSG #room :x`, 50)],
    ["nicks", Array.from({ length: 200 }, (_, at) => `NICK n${at}`)],
    ["JOIN and PART", Array.from({ length: 100 }, (_, at) => [`JOIN #c${at}`, `PART #c${at}`]).flat()],
    ["JOIN of many", many(`JOIN ${Array.from({ length: 20 }, (_, at) => `#d${at}`).join(",")}`, 100)],
    ["invitations", many("INVITE bob #room")],
    [
      "WHO, NAMES, LIST and WHOIS",
      ["WHO *", "NAMES #room", "LIST", "WHOIS bob"].flatMap((line) => many(line, 50)),
    ],
    ["modes", many("MODE #room +b-b x!*@* x!*@*")],
    ["CAP", many("CAP LS 302")],
    ["AUTHENTICATE", many("AUTHENTICATE PLAIN")],
    ["batches", ["BATCH +1 draft/multiline #room", ...many("@batch=1 PRIVMSG #room :x"), "BATCH -1"]],
    ["unknown commands", many("NONSENSE")],
    ["WEBIRC, USER and PASS", ["WEBIRC a b c d", "USER a b c d", "PASS x"].flatMap((line) => many(line, 50))],
    ["empty lines", many("")],
    ["lines that are too long", many("x".repeat(600), 200)],
    ["real names", many("SETNAME :Alice")],
    ["OPER", many("OPER root x")],
  ];

  test.each(floods)("of %s is slowed down, and nobody is cut off", async (_, lines) => {
    const network = new TestNetwork({ connections: { recvq: 1024, commands: { burst: 20, perSecond: 20 } } });
    const alice = network.connect("alice", {
      caps: "message-tags batch draft/multiline sasl".replace(" sasl", ""),
    });
    const bob = network.connect("bob");
    for (const client of [alice, bob]) client.send("JOIN #room");
    const isEnd = (line: string) => line.endsWith(" PONG irc.test :end");
    let isOver = flood(network, alice, asBytes([...lines, "PING end"])).some(isEnd);
    for (let waited = 0; waited < 200 && !isOver; waited += 1) {
      network.advance(second);
      isOver = hear(alice).some(isEnd);
      hear(bob);
      // What is done at home goes on in turns of its own.
      if (alice.session.pending.isWaiting) await new Promise((resolve) => setImmediate(resolve));
    }
    expect([isOver, alice.ended]).toEqual([true, false]);
  });

  test("loses nothing, keeps its order, and is answered at the pace that is configured", () => {
    const network = new TestNetwork({ connections: { commands: { burst: 10, perSecond: 5 } } });
    const alice = network.connect("alice");
    network.advance(10 * second);
    const words = Array.from({ length: 1000 }, (_, at) => `${at}`);
    const began = network.now;
    const came = flood(network, alice, asBytes(words.map((word) => `PING ${word}`)));
    while (came.length < words.length && !alice.ended) {
      network.advance(second);
      came.push(...hear(alice));
    }
    expect(came.map((line) => line.split(" :").at(-1))).toEqual(words);
    expect((network.now - began) / second).toBeGreaterThan((words.length - 10) / 5 - 2);
  });

  // "The queue of incoming messages to process should be bounded."
  test("makes the server stop reading once its queue is full", () => {
    const network = new TestNetwork({ connections: { recvq: 2048 } });
    const alice = network.connect("alice");
    const lines = Array<string>(1000).fill("PING x");
    let taken = 0;
    for (const line of lines) {
      if (alice.paused) break;
      alice.send(line);
      taken += 1;
    }
    expect(taken).toBeLessThan(2048 / "PING x\r\n".length + 50);
    expect(alice.ended).toBe(false);
  });

  const tight: ConfigInput = { connections: { recvq: 1024, pingSeconds: 10, pongSeconds: 5 } };
  test.each([
    ["while the server does not read", 1000],
    ["while it reads and what it read waits", 100],
  ])("does not let its sender time out %s", (_, count) => {
    const network = new TestNetwork({
      ...tight,
      connections: { ...tight.connections, commands: { burst: 10, perSecond: 0.1 } },
    });
    const alice = network.connect("alice");
    alice.send(...Array<string>(count).fill("PING x"));
    for (let waited = 0; waited < 300; waited += 1) {
      network.advance(second);
      hear(alice);
    }
    expect(alice.ended).toBe(false);
  });

  test("may begin in the very packet that ends registration", () => {
    const network = new TestNetwork();
    const client = network.open();
    const lines = ["NICK alice", "USER alice 0 * :Alice", ...Array<string>(300).fill("PING x")];
    client.send(...lines);
    network.advance(100 * second);
    expect(client.ended).toBe(false);
    expect(client.read().filter((line) => line.includes(" PONG "))).toHaveLength(300);
  });
});
