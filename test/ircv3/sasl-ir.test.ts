import { describe, expect, test } from "vitest";
import { cheapHash } from "../kit/cheap-hash.ts";
import type { TestClient } from "../kit/client.ts";
import { loggedInWith } from "../kit/logged-in.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainChunks } from "../kit/plain.ts";

// Proposal 520: the first response comes with the name of the mechanism.

const accounts = [
  { name: "Alice", password: cheapHash("sesame") },
  // Together with the name 300 bytes, and 330: 400 and 440 in base64.
  { name: "exact", password: "x".repeat(293) },
  { name: "wordy", password: "x".repeat(323) },
];

function open(caps = "sasl"): TestClient {
  const client = new TestNetwork({ accounts }).open();
  client.send(`CAP REQ :${caps}`, "NICK alice", "USER alice 0 * :Alice");
  client.read();
  return client;
}

const loggedIn = loggedInWith("alice!alice@192.0.2.2");
const failed = ":irc.test 904 alice :SASL authentication failed";
const [alices = ""] = plainChunks("alice", "sesame");

test("the capability is offered", () => {
  expect(open().ask("CAP LS 302").join(" ").split(/[ :]/)).toContain("draft/sasl-ir");
});

describe("AUTHENTICATE with an initial response", () => {
  // "Servers MUST accept the new form [...] even if the capability hasn't been explicitly enabled".
  test.each(["sasl", "sasl draft/sasl-ir"])("logs in at once with %s in force", async (caps) => {
    expect(await open(caps).answer(`AUTHENTICATE PLAIN ${alices}`)).toEqual(loggedIn("Alice"));
    expect(await open(caps).answer(`AUTHENTICATE plain :${alices}`)).toEqual(loggedIn("Alice"));
  });

  test("without the capability sasl is refused", () => {
    expect(open("draft/sasl-ir").ask(`AUTHENTICATE PLAIN ${alices}`)[0]).toContain(" 904 ");
  });

  // "the client MUST send separate AUTHENTICATE commands as usual with the rest of the chunks".
  test.each([
    ["exact", 293],
    ["wordy", 323],
  ])("goes on with the next chunk where it has 400 bytes, for %s", async (account, length) => {
    const [first, rest] = plainChunks(account, "x".repeat(length));
    expect(first).toHaveLength(400);
    const client = open();
    expect(client.ask(`AUTHENTICATE PLAIN ${first}`)).toEqual([]);
    expect(await client.answer(`AUTHENTICATE ${rest}`)).toEqual(loggedIn(account));
  });

  // Equivalent to the mechanism alone, the challenge "+", and the response.
  test.each([
    ["+", failed],
    [":", failed],
    ["!!!", failed],
    [plainChunks("alice", "wrong")[0], failed],
    [alices.slice(0, -1), failed],
    ["*", ":irc.test 906 alice :SASL authentication aborted"],
    ["A".repeat(401), ":irc.test 905 alice :SASL message too long"],
    ["A".repeat(480), ":irc.test 905 alice :SASL message too long"],
  ])("%s is answered as that response would be, and may be tried again", async (initial, answer) => {
    const client = open();
    expect(await client.answer(`AUTHENTICATE PLAIN ${initial}`)).toEqual([answer]);
    expect(await client.answer(`AUTHENTICATE PLAIN ${alices}`)).toEqual(loggedIn("Alice"));
  });

  test("for a mechanism that there is not is answered with 908 and 904", () => {
    expect(open().numerics(`AUTHENTICATE EXTERNAL ${alices}`)).toEqual([
      "908 PLAIN :are available SASL mechanisms",
      "904 :SASL authentication failed",
    ]);
  });

  test("is no initial response in the middle of an exchange: the first parameter alone counts", async () => {
    const client = open();
    expect(client.ask("AUTHENTICATE PLAIN")).toEqual(["AUTHENTICATE +"]);
    expect(await client.answer(`AUTHENTICATE ${alices} surplus`)).toEqual(loggedIn("Alice"));
  });

  test("logs in who is on the network already", async () => {
    const client = new TestNetwork({ accounts }).connect("alice", { caps: "sasl" });
    const lines = await client.answer(`AUTHENTICATE PLAIN ${alices}`);
    expect(lines.slice(1)).toEqual(loggedIn("Alice"));
  });
});
