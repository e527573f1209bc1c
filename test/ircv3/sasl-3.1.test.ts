import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import type { TestClient } from "../kit/client.ts";
import { loggedInWith } from "../kit/logged-in.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainChunks, plainLines } from "../kit/plain.ts";

const long = "é".repeat(512);
const accounts = [
  { name: "Alice", password: cheapHash("sesame") },
  { name: "wordy", password: long },
  // With the two NULs and the name, 300 bytes: 400 in base64.
  { name: "exact", password: "x".repeat(293) },
];

/** A client that has the capability and has not registered. */
function open(config: ConfigInput = {}): TestClient {
  const client = new TestNetwork({ accounts, ...config }).open();
  client.send("CAP REQ :sasl", "NICK alice", "USER al 0 * :Alice");
  client.read();
  return client;
}

const loggedIn = loggedInWith("alice!al@192.0.2.2");
const failed = ":irc.test 904 alice :SASL authentication failed";
const tooLong = ":irc.test 905 alice :SASL message too long";
const aborted = ":irc.test 906 alice :SASL authentication aborted";
const mechanisms = ":irc.test 908 alice PLAIN :are available SASL mechanisms";
const authenticate = (...words: readonly string[]) => words.map((word) => `AUTHENTICATE ${word}`);

describe("AUTHENTICATE", () => {
  // "The client MUST enable the sasl capability before using the AUTHENTICATE command".
  test.each([["PLAIN"], ["*"], ["+"], ["NONSENSE"]])(
    "%s without the capability is answered with 904",
    (word) => {
      const network = new TestNetwork({ accounts });
      for (const client of [network.open(), network.connect("bob")]) {
        expect(client.numerics(`AUTHENTICATE ${word}`)).toEqual([
          "904 :SASL authentication failed: ask for the sasl capability first",
        ]);
      }
    },
  );

  test("without a parameter is answered with 461", () => {
    expect(open().numerics("AUTHENTICATE")).toEqual(["461 AUTHENTICATE :Not enough parameters"]);
  });

  // "If the chosen mechanism is client-first, the server sends an empty response".
  test.each(["PLAIN", "plain", ":PLAIN"])("%s is answered with an empty challenge", (mechanism) => {
    expect(open().ask(`AUTHENTICATE ${mechanism}`)).toEqual(["AUTHENTICATE +"]);
  });

  test("leads to 900 and 903, and the account is there from the first line on", async () => {
    const alice = open();
    const [first = "", second = ""] = plainLines("alice", "sesame");
    expect(alice.ask(first)).toEqual(["AUTHENTICATE +"]);
    expect(await alice.answer(second)).toEqual(loggedIn("Alice"));
    expect(alice.ask("CAP END").at(-1)).toBe(":irc.test 221 alice +r");
    expect(alice.numerics("WHOIS alice")).toContain("330 alice Alice :is logged in as");
  });

  test("names in 900 what is known of the client so far", async () => {
    const client = new TestNetwork({ accounts }).open();
    client.send("CAP REQ :sasl");
    expect((await client.answer(...plainLines("alice", "sesame"))).slice(-2)).toEqual([
      ":irc.test 900 * *!*@192.0.2.2 Alice :You are now logged in as Alice",
      ":irc.test 903 * :SASL authentication successful",
    ]);
  });

  test.each([
    [
      "with the authorization identity of the account",
      Buffer.from("alice\0alice\0sesame").toString("base64"),
    ],
    ["without one", plainChunks("alice", "sesame")[0] ?? ""],
    ["in another case", plainChunks("ALICE", "sesame")[0] ?? ""],
  ])("takes a response %s", async (_, response) => {
    const lines = await open().answer("AUTHENTICATE PLAIN", `AUTHENTICATE ${response}`);
    expect(lines.slice(1)).toEqual(loggedIn("Alice"));
  });

  // "If the last chunk was exactly 400 bytes long, it must also be followed by AUTHENTICATE +".
  test("takes a response in chunks of 400, and waits in silence for the last", async () => {
    const alice = open();
    const chunks = plainChunks("exact", "x".repeat(293));
    expect(chunks.map((chunk) => chunk.length)).toEqual([400, 1]);
    expect(alice.ask(...authenticate("PLAIN", chunks[0] ?? ""))).toEqual(["AUTHENTICATE +"]);
    expect(await alice.answer("AUTHENTICATE +")).toEqual(loggedIn("exact"));
    const wordy = open();
    expect((await wordy.answer(...plainLines("wordy", long))).slice(1)).toEqual(loggedIn("wordy"));
  });
});

describe("a login that fails", () => {
  test.each([
    ["a wrong password", plainChunks("alice", "Sesame")],
    ["no such account", plainChunks("nobody", "sesame")],
    ["another's name as authorization identity", [Buffer.from("bob\0alice\0sesame").toString("base64")]],
    ["a response without a NUL", [Buffer.from("alice").toString("base64")]],
    ["a NUL too many", [Buffer.from("\0alice\0sesame\0").toString("base64")]],
    ["no password", plainChunks("alice", "")],
    ["no name", plainChunks("", "sesame")],
    ["an empty response", ["+"]],
    ["no base64", ["!!!"]],
    ["base64 without its padding", ["AGFsaWNlAHNlc2FtZQ"]],
    ["a password that is not UTF-8", [Buffer.from("\0alice\0caf\xe9", "latin1").toString("base64")]],
    ["a mechanism where a response is due", ["PLAIN"]],
  ])("for %s is answered with 904, and may be tried again", async (_, chunks) => {
    const alice = open();
    expect(await alice.answer(...authenticate("PLAIN", ...chunks))).toEqual(["AUTHENTICATE +", failed]);
    expect((await alice.answer(...plainLines("alice", "sesame"))).slice(1)).toEqual(loggedIn("Alice"));
  });

  // "session state remains unchanged; the client MAY try another mechanism".
  test.each(["EXTERNAL", "SCRAM-SHA-256", "PLAIN2", "constructor", "+", "x".repeat(480)])(
    "for the mechanism %s is answered with 908 and 904",
    async (mechanism) => {
      const alice = open();
      expect(alice.ask(`AUTHENTICATE ${mechanism}`)).toEqual([mechanisms, failed]);
      expect((await alice.answer(...plainLines("alice", "sesame"))).slice(1)).toEqual(loggedIn("Alice"));
    },
  );

  test.each([
    ["a chunk of 401 bytes", ["A".repeat(401)]],
    ["a chunk of 490 bytes", ["A".repeat(490)]],
    ["a chunk too long behind one that is not", ["A".repeat(400), "A".repeat(401)]],
  ])("for %s is answered with 905, and may be tried again", async (_, chunks) => {
    const alice = open();
    expect(alice.ask(...authenticate("PLAIN", ...chunks))).toEqual(["AUTHENTICATE +", tooLong]);
    expect((await alice.answer(...plainLines("alice", "sesame"))).slice(1)).toEqual(loggedIn("Alice"));
  });

  // "The server MAY place a limit on the total length of a response."
  test("for a response without end is answered with 905 once, and the rest with 904", () => {
    const alice = open({ unlimited: true });
    const answers = alice.ask(...authenticate("PLAIN", ...Array<string>(9).fill("A".repeat(400))));
    expect(answers).toEqual(["AUTHENTICATE +", tooLong]);
    expect(alice.ask(...authenticate("A".repeat(400)))).toEqual([mechanisms, failed]);
  });

  test.each([
    ["before it began", ["*"]],
    ["after the mechanism", ["PLAIN", "*"]],
    ["between two chunks", ["PLAIN", "A".repeat(400), "*"]],
  ])("because it was aborted %s is answered with 906, and may be tried again", async (_, words) => {
    const alice = open();
    expect(alice.ask(...authenticate(...words)).at(-1)).toBe(aborted);
    expect((await alice.answer(...plainLines("alice", "sesame"))).slice(1)).toEqual(loggedIn("Alice"));
  });
});

// "the server SHOULD abort it and send a 906 numeric, then register the client without authentication".
test.each([
  ["CAP END", [], "CAP END"],
  ["USER", ["CAP END"], "USER al 0 * :Alice"],
])("registration that %s completes during an exchange aborts it", (_, before, last) => {
  const client = new TestNetwork({ accounts }).open();
  client.send("CAP REQ :sasl", "NICK alice", ...(before.length > 0 ? before : ["USER al 0 * :Alice"]));
  client.send("AUTHENTICATE PLAIN");
  client.read();
  const lines = client.ask(last);
  expect(lines[0]).toBe(aborted);
  expect(lines[1]).toContain(" 001 alice ");
  expect(client.numerics("WHOIS alice").some((line) => line.startsWith("330"))).toBe(false);
  // What belonged to it comes too late, whatever it is.
  expect(client.ask(...authenticate(...plainChunks("alice", "sesame")))).toEqual([mechanisms, failed]);
});

test("labels: each line of an exchange has one answer", async () => {
  const alice = open();
  alice.send("CAP REQ :batch labeled-response");
  alice.read();
  const [first = "", second = ""] = plainLines("alice", "sesame");
  expect(alice.ask(`@label=a ${first}`)).toEqual(["@label=a AUTHENTICATE +"]);
  expect(alice.ask(`@label=b AUTHENTICATE ${"A".repeat(400)}`)).toEqual(["@label=b :irc.test ACK"]);
  expect(alice.ask("@label=c AUTHENTICATE *")).toEqual([`@label=c ${aborted}`]);
  alice.send(first);
  alice.read();
  const answer = await alice.answer(`@label=d ${second}`);
  const ref = /^@label=d :irc\.test BATCH \+(\S+) labeled-response$/.exec(answer[0] ?? "")?.[1];
  const inner = loggedIn("Alice").map((line) => `@batch=${ref} ${line}`);
  expect(answer.slice(1)).toEqual([...inner, `:irc.test BATCH -${ref}`]);
});
