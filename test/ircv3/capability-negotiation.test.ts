import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { TestNetwork } from "../kit/network.ts";

const accounts = [{ name: "Alice", password: "sesame" }];
const open = (config: ConfigInput = {}) => new TestNetwork({ accounts, ...config }).open();
const who = ["NICK alice", "USER alice 0 * :Alice"];
const welcomed = (lines: readonly string[]) => lines.some((line) => / 001 alice /.test(line));

/** A network where CAP LS does not fit into one line: a long name, and values that are long. */
function wordy(): TestNetwork {
  const config = { accounts, name: `irc.${"x".repeat(55)}.org` };
  return new TestNetwork(config, { sts: () => () => "duration=315360000,preload" });
}

/** The words of CAP LS or LIST over all lines; each but the last has an asterisk before them. */
function wordsOf(lines: readonly string[], subcommand: "LS" | "LIST"): string[] {
  const shown = lines.map((line) => new RegExp(`^:\\S+ CAP \\S+ ${subcommand} (\\* )?:(.*)$`).exec(line));
  expect(shown.map((found) => found?.[1])).toEqual([...Array(lines.length - 1).fill("* "), undefined]);
  return shown.flatMap((found) => found?.[2]?.split(" ") ?? []);
}

describe("registration", () => {
  // "Connection Registration": "MUST not complete registration until the client sends a CAP END".
  test.each(["CAP LS", "CAP LS 302", "CAP REQ multi-prefix", "CAP REQ :no-such-thing", "CAP REQ"])(
    "is held from %s on, until CAP END",
    (line) => {
      const client = open();
      client.send(line);
      expect(welcomed(client.ask(...who))).toBe(false);
      expect(welcomed(client.ask("CAP LIST", "CAP REQ :batch", "CAP FOO"))).toBe(false);
      expect(welcomed(client.ask("CAP END"))).toBe(true);
    },
  );

  test.each(["CAP LIST", "CAP FOO", "CAP END", "CAP NEW :x"])("is not held by %s", (line) => {
    expect(welcomed(open().ask(line, ...who))).toBe(true);
  });

  test("is held anew by what comes between CAP END and the end of it", () => {
    const client = open();
    client.send("CAP LS 302", "CAP END", "NICK alice", "CAP REQ :batch");
    expect(welcomed(client.ask("USER alice 0 * :Alice"))).toBe(false);
    expect(welcomed(client.ask("CAP END"))).toBe(true);
  });

  // "The CAP END subcommand": "If the client is already registered, this command MUST be ignored".
  test("is over: CAP END says nothing then, and CAP is still heard", () => {
    const alice = new TestNetwork().connect("alice", { caps: "multi-prefix" });
    expect(alice.ask("CAP END", "CAP END", "PING on")).toEqual([":irc.test PONG irc.test :on"]);
    expect(alice.ask("CAP LIST")).toEqual([":irc.test CAP alice LIST :multi-prefix"]);
    expect(alice.ask("CAP LS")[0]).toMatch(/^:irc\.test CAP alice LS :/);
  });
});

describe("CAP LS", () => {
  // "The CAP version number argument MUST be treated as a number by the server."
  test.each(["302", "0302", "303", "307", "999999999", "99999999999999999999999999", ":302"])(
    "with the version %s tells values",
    (version) => {
      expect(open().ask(`CAP LS ${version}`)[0]).toContain(" :sasl=SCRAM-SHA-256,PLAIN ");
    },
  );

  // "If a client has not indicated support for CAP LS 302 features, the server MUST NOT send these".
  test.each([
    "",
    " 301",
    " 0",
    " -302",
    " +302",
    " 3e2",
    " 0x12e",
    " 302.5",
    " NaN",
    " 30२",
    " :",
    " sasl 302",
  ])("with the version%s tells one line of names", (version) => {
    const lines = open().ask(`CAP LS${version}`);
    expect(lines).toEqual([expect.stringMatching(/^:irc\.test CAP \* LS :sasl [^=*]+$/)]);
  });

  test("goes on in a second line for who speaks 302, and tells the same as in one", () => {
    const client = wordy().open();
    const lines = client.ask("CAP LS 302");
    expect(lines).toHaveLength(2);
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(510);
    const words = wordsOf(lines, "LS");
    expect(words).toContain("sts=duration=315360000,preload");
    const short = wordsOf(open().ask("CAP LS 302"), "LS");
    expect(words.filter((word) => !word.startsWith("sts="))).toEqual(short);
  });

  test("stays in one line for all others, however much does not fit", () => {
    const nick = "n".repeat(64);
    const network = new TestNetwork({
      accounts,
      name: `irc.${"x".repeat(55)}.org`,
      limits: { nickLength: 64 },
    });
    const [line = "", ...more] = network.connect(nick).ask("CAP LS");
    expect(more).toEqual([]);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(510);
    expect(line).toContain(` CAP ${nick} LS :sasl cap-notify `);
  });

  // "If a client sends a higher CAP version at any time, the server MUST store the higher version."
  test("with a lower version answers as that one wants it, and still knows the higher", async () => {
    const network = new TestNetwork({ accounts });
    const client = network.open();
    client.send("CAP LS", "CAP LS 302");
    expect(client.ask("CAP LS")[0]).toContain(" :sasl cap-notify ");
    expect(client.ask("CAP LS 301")[0]).toContain(" :sasl cap-notify ");
    network.config = { ...network.config, limits: { multilineLines: 5 } };
    await network.node.rehash();
    expect(client.read()).toEqual([":irc.test CAP * NEW :draft/multiline=max-bytes=4096,max-lines=5"]);
  });

  test("lists each capability once, lower-case and without a hyphen before it", () => {
    const names = open().ask("CAP LS")[0]?.split(" :")[1]?.split(" ") ?? [];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^(?:draft\/|znc\.in\/)?[a-z][a-z-]+(?:-\d)?$/);
  });
});

describe("CAP LIST", () => {
  test("is empty where nothing is in force, and never tells a value", () => {
    const client = open();
    expect(client.ask("CAP LIST")).toEqual([":irc.test CAP * LIST :"]);
    client.send("CAP REQ :sasl draft/multiline draft/relaymsg");
    client.read();
    // "MUST NOT specify additional data for any other CAP subcommands".
    expect(client.ask("CAP LIST 302")).toEqual([":irc.test CAP * LIST :sasl draft/multiline draft/relaymsg"]);
  });

  test("goes on in a second line for who speaks 302, and in none for others", () => {
    const nick = "n".repeat(64);
    const network = new TestNetwork({
      accounts,
      name: `irc.${"x".repeat(55)}.org`,
      limits: { nickLength: 64 },
    });
    const [modern, old] = [network.connect(nick), network.connect("old".padEnd(64, "n"))];
    const names = wordsOf(modern.ask("CAP LS 302"), "LS").map((word) => word.replace(/=.*/, ""));
    const requests = [names.slice(0, 14), names.slice(14)].map((some) => `CAP REQ :${some.join(" ")}`);
    for (const client of [modern, old]) {
      client.send(...requests);
      client.read();
    }
    const lines = modern.ask("CAP LIST");
    expect(lines.length).toBe(2);
    expect(wordsOf(lines, "LIST").sort()).toEqual([...names].sort());
    expect(old.ask("CAP LIST")).toEqual([expect.stringMatching(/ CAP \S+ LIST :[^*]+$/)]);
  });
});

// "If a client sends a subcommand which is not in the list above [...] numeric 410".
test.each([
  ["FOO", "FOO"],
  ["foo bar", "foo"],
  [":FOO BAR", "FOO"],
  ["ACK :multi-prefix", "ACK"],
  ["NAK :multi-prefix", "NAK"],
  ["NEW :multi-prefix", "NEW"],
  ["DEL :multi-prefix", "DEL"],
  ["CLEAR", "CLEAR"],
  [":", "*"],
])("CAP %s is answered with 410 before registration and after it", (params, shown) => {
  expect(open().ask(`CAP ${params}`)).toEqual([`:irc.test 410 * ${shown} :Invalid CAP subcommand`]);
  const alice = new TestNetwork().connect("alice");
  expect(alice.ask(`CAP ${params}`)).toEqual([`:irc.test 410 alice ${shown} :Invalid CAP subcommand`]);
});

test("subcommands may be written in any case, names of capabilities not", () => {
  const client = open();
  expect(client.ask("cap req :multi-prefix")).toEqual([":irc.test CAP * ACK :multi-prefix"]);
  // "Capability names are case-sensitive": opaque identifiers.
  expect(client.ask("Cap Req :Batch")).toEqual([":irc.test CAP * NAK :Batch"]);
});
