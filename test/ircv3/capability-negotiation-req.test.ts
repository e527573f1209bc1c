import { describe, expect, test } from "vitest";
import { capabilityTable } from "../../src/caps/capabilities.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";

// capability-negotiation.md, "The CAP REQ subcommand", ACK and NAK.

const open = () => new TestNetwork().open();
const inForce = (client: TestClient) => client.ask("CAP LIST")[0]?.replace(/^:\S+ CAP \S+ LIST :/, "");
const having = (words: string) => {
  const client = open();
  client.send(`CAP REQ :${words}`);
  client.read();
  return client;
};

describe("CAP REQ", () => {
  test.each([
    ["several", "CAP REQ :multi-prefix batch", "multi-prefix batch"],
    ["one without its colon", "CAP REQ batch", "batch"],
    ["several without a colon", "CAP REQ multi-prefix batch", "multi-prefix batch"],
    ["several, the last with a colon", "CAP REQ multi-prefix :batch chghost", "multi-prefix batch chghost"],
    ["several spaces", "CAP REQ :  multi-prefix    batch", "multi-prefix batch"],
    ["a trailing space", "CAP REQ :multi-prefix ", "multi-prefix"],
    ["nothing", "CAP REQ :", ""],
    ["spaces alone", "CAP REQ :   ", ""],
    ["no parameter", "CAP REQ", ""],
  ])("of %s is acknowledged, and in force from then on", (_, line, words) => {
    const client = open();
    expect(client.ask(line)).toEqual([`:irc.test CAP * ACK :${words}`]);
    expect(inForce(client)).toBe(words);
  });

  test.each(capabilityTable.map(({ name }) => name).filter((name) => name !== "sts"))(
    "grants %s, which CAP LS has listed",
    (name) => {
      const open = () => new TestNetwork({ history: { edits: true } }).open();
      const client = open();
      // Another one lists: 302 brings cap-notify.
      const listed = open()
        .ask("CAP LS 302")
        .flatMap((line) => line.split(/[ :=]/));
      expect(listed).toContain(name);
      expect(client.ask(`CAP REQ :${name}`)).toEqual([`:irc.test CAP * ACK :${name}`]);
      expect(inForce(client)).toBe(name);
    },
  );

  // "The capability identifier set must be accepted as a whole, or rejected entirely."
  test.each([
    ["one that is unknown", "batch no-such-thing"],
    ["one that is unknown before the others", "no-such-thing -multi-prefix"],
    ["one that is unknown, to be taken away", "batch -no-such-thing"],
    // sts.md: "Servers MAY reply with a CAP NAK message if a client requests this capability."
    ["one that may not be asked for", "batch sts"],
    ["a value", "draft/multiline=max-bytes=4096,max-lines=32"],
    ["other letters", "BATCH"],
    ["a hyphen before a hyphen", "--multi-prefix"],
    ["a hyphen alone", "batch -"],
    ["an asterisk", "*"],
    ["a modifier of old", "~batch"],
    ["the name of something every object has", "constructor __proto__"],
  ])("with %s is refused as a whole, in the words it had", (_, words) => {
    const client = having("multi-prefix");
    expect(client.ask(`CAP REQ :${words}`)).toEqual([`:irc.test CAP * NAK :${words}`]);
    // "MUST NOT make any change to any capabilities if it replies with a NAK".
    expect(inForce(client)).toBe("multi-prefix");
  });

  test("with one that is not offered here is refused as a whole", () => {
    const client = new TestNetwork({ registration: { enabled: false } }).open();
    expect(client.ask("CAP REQ :batch sasl")).toEqual([":irc.test CAP * NAK :batch sasl"]);
    expect(inForce(client)).toBe("");
  });

  // "the server MUST continue processing the REQ subcommand as though handling [it] was successful".
  test.each([
    ["what is in force already", "multi-prefix", "multi-prefix"],
    ["away what is not in force", "-batch", "multi-prefix"],
    ["away what is not even offered", "-sasl batch", "multi-prefix batch"],
    ["the same twice", "batch batch", "multi-prefix batch"],
    ["away the same twice", "-multi-prefix -multi-prefix", ""],
    // "MUST be parsed and processed from left to right".
    ["something and then away", "batch -batch", "multi-prefix"],
    ["away and then back", "-multi-prefix multi-prefix", "multi-prefix"],
    ["something, away and back", "batch -batch batch", "multi-prefix batch"],
    ["something, and another away", "batch -multi-prefix", "batch"],
  ])("that takes %s is granted", (_, words, left) => {
    const client = having("multi-prefix");
    expect(client.ask(`CAP REQ :${words}`)).toEqual([`:irc.test CAP * ACK :${words}`]);
    expect(inForce(client)).toBe(left);
  });

  test("is repeated in as many lines as it needs, each whole", () => {
    const network = new TestNetwork({ name: `irc.${"x".repeat(55)}.org` });
    const client = network.open();
    const words = Array.from({ length: 48 }, (_, at) => (at % 2 === 0 ? "echo-message" : "batch"));
    for (const [verb, line] of [
      ["ACK", words.join(" ")],
      ["NAK", [...words, "no-such-thing"].join(" ")],
    ]) {
      const lines = client.ask(`CAP REQ :${line}`);
      expect(lines.length).toBe(2);
      for (const one of lines) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(510);
      expect(lines.map((one) => one.split(` CAP * ${verb} :`)[1]).join(" ")).toBe(line);
    }
  });

  // "a server MUST NOT change the capabilities of the client until the last ACK of the set has been sent".
  test("changes nothing before the last line of its ACK", () => {
    const network = new TestNetwork({ name: `irc.${"x".repeat(55)}.org` });
    const client = network.connect("alice", { caps: "batch labeled-response" });
    const { setCapabilities } = client.session;
    const written: number[] = [];
    client.session.setCapabilities = (on, off) => {
      written.push(client.read().length);
      setCapabilities.call(client.session, on, off);
    };
    client.send(`CAP REQ :${"-batch -labeled-response ".repeat(19)}`);
    expect(written).toEqual([2]);
    expect(client.session.capabilities.size).toBe(0);
  });
});

describe("what a capability changes", () => {
  test("begins with its ACK, before registration and after it", () => {
    const network = new TestNetwork();
    network.connect("bob").send("JOIN #room");
    const alice = network.connect("alice", { caps: "userhost-in-names" });
    expect(alice.ask("JOIN #room")[1]).toContain(":@bob!bob@192.0.2.2 alice!alice@192.0.2.3");
    alice.send("CAP REQ :-userhost-in-names");
    alice.read();
    expect(alice.numerics("NAMES #room")[0]).toBe("353 = #room :@bob alice");
    alice.send("CAP REQ :userhost-in-names");
    alice.read();
    expect(alice.numerics("NAMES #room")[0]).toContain("@bob!bob@192.0.2.2");
  });

  test("is each client's own", () => {
    const network = new TestNetwork();
    const [alice, bob] = network.inChannel("#room", "alice", "bob");
    alice?.send("CAP REQ :server-time message-tags account-tag");
    alice?.read();
    bob?.send("PRIVMSG #room :hello");
    expect(alice?.read()[0]).toMatch(/^@time=/);
    alice?.send("PRIVMSG #room :hello");
    expect(bob?.read()).toEqual([":alice!alice@192.0.2.2 PRIVMSG #room :hello"]);
  });
});
