import { describe, expect, test } from "vitest";
import { cheapHash } from "../kit/cheap-hash.ts";
import { lateNetwork } from "../kit/late-log.ts";
import { loggedInWith } from "../kit/logged-in.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainLines } from "../kit/plain.ts";

const hash = cheapHash("sesame");
const accounts = ["Alice", "Other"].map((name) => ({ name, password: hash }));

/** Alice, registered and in #room, and Bob, who is told of accounts; neither has anything left to read. */
function room(...already: readonly string[]) {
  const network = new TestNetwork({
    accounts: [...accounts, { name: "gone", password: hash, suspended: true }],
  });
  const alice = network.connect("alice", { caps: "sasl account-notify" });
  const bob = network.connect("bob", { caps: "account-notify" });
  for (const client of [bob, alice]) client.send("JOIN #room");
  const logIn = async (account: string, password = "sesame") => {
    const lines = await alice.answer(...plainLines(account, password));
    return lines.filter((line) => line !== "AUTHENTICATE +");
  };
  const ready = (async () => {
    for (const account of already) await logIn(account);
    for (const client of [alice, bob]) client.read();
  })();
  const accountOf = (nick: string) =>
    bob
      .numerics(`WHOIS ${nick}`)
      .find((line) => line.startsWith("330"))
      ?.split(" ")[2];
  return { network, alice, bob, logIn, accountOf, ready };
}

const mask = "alice!alice@192.0.2.2";
const loggedIn = loggedInWith(mask);

describe("the capability", () => {
  // "Servers MUST NOT advertise the sasl capability if the authentication layer is unavailable."
  test("is not offered where nobody can log in, and a request is refused", () => {
    const client = new TestNetwork({ registration: { enabled: false } }).open();
    expect(client.ask("CAP LS 302")[0]).not.toMatch(/[ :]sasl[ =]/);
    // "Servers MUST NAK any sasl capability request if the authentication layer is unavailable."
    expect(client.ask("CAP REQ :batch sasl")).toEqual([":irc.test CAP * NAK :batch sasl"]);
  });

  test("tells the mechanisms, separated by commas", () => {
    const [line = ""] = new TestNetwork({ accounts }).open().ask("CAP LS 302");
    expect(line).toMatch(/ :sasl=[A-Z0-9_-]+(?:,[A-Z0-9_-]+)* /);
  });
});

describe("who is on the network already", () => {
  test("logs in, and everybody who cares is told", async () => {
    const { alice, bob, logIn, accountOf } = room();
    expect(await logIn("alice")).toEqual([
      `:${mask} ACCOUNT Alice`,
      `:${mask} MODE alice :+r`,
      ...loggedIn("Alice"),
    ]);
    expect(bob.read()).toEqual([`:${mask} ACCOUNT Alice`]);
    expect(accountOf("alice")).toBe("Alice");
    expect(alice.numerics("MODE alice")).toEqual(["221 +r"]);
  });

  // "Servers SHOULD allow a client, authenticated or otherwise, to reauthenticate [...] at any time."
  test("logs in to another account, without 907", async () => {
    const { bob, logIn, accountOf, ready } = room("alice");
    await ready;
    expect(await logIn("other")).toEqual([`:${mask} ACCOUNT Other`, ...loggedIn("Other")]);
    expect(bob.read()).toEqual([`:${mask} ACCOUNT Other`]);
    expect(accountOf("alice")).toBe("Other");
  });

  test("logs in to the same account again, and nobody is told", async () => {
    const { bob, logIn, ready } = room("alice");
    await ready;
    expect(await logIn("ALICE")).toEqual(loggedIn("Alice"));
    expect(bob.read()).toEqual([]);
  });

  test.each([
    ["a wrong password", "other", "x", ":irc.test 904 alice :SASL authentication failed"],
    ["a suspended account", "gone", "sesame", ":irc.test 902 alice :Your account is locked"],
    [
      "a suspended account and a wrong password",
      "gone",
      "x",
      ":irc.test 904 alice :SASL authentication failed",
    ],
  ])("stays in its account after %s", async (_, account, password, refusal) => {
    const { bob, logIn, accountOf, ready } = room("alice");
    await ready;
    expect(await logIn(account, password)).toEqual([refusal]);
    expect(bob.read()).toEqual([]);
    expect(accountOf("alice")).toBe("Alice");
  });

  test("needs the capability then, too, and may ask for it late", async () => {
    const network = new TestNetwork({ accounts });
    const carol = network.connect("carol");
    expect(carol.numerics("AUTHENTICATE PLAIN")[0]).toMatch(/^904 /);
    carol.send("CAP REQ :sasl");
    const lines = await carol.answer(...plainLines("alice", "sesame"));
    expect(lines.at(-1)).toContain(" 903 carol ");
  });

  test("reads 900 and 903 only once its login is at its place in the log", async () => {
    const { log, network } = lateNetwork({ accounts });
    const alice = network.open();
    alice.send("CAP REQ :sasl", "NICK alice", "USER alice 0 * :Alice", "CAP END");
    log.arrive();
    alice.read();
    alice.send(...plainLines("alice", "sesame"), "WHOIS alice");
    // Before it comes how far the account has read.
    await network.until(() => log.onTheWay === 2);
    expect(alice.read()).toEqual(["AUTHENTICATE +"]);
    log.arrive();
    const lines = alice.read();
    expect(lines.slice(1, 3)).toEqual(loggedIn("Alice"));
    expect(lines.join("\n")).toContain(" 330 alice alice Alice ");
  });
});

test("who logs in twice before registration is in the account of the second login", async () => {
  const client = new TestNetwork({ accounts, unlimited: true }).open();
  client.send("CAP REQ :sasl", "NICK alice", "USER alice 0 * :Alice");
  for (const account of ["alice", "other"]) await client.answer(...plainLines(account, "sesame"));
  expect(await client.answer(...plainLines("alice", "wrong"))).toEqual([
    "AUTHENTICATE +",
    ":irc.test 904 alice :SASL authentication failed",
  ]);
  client.send("CAP END");
  expect(client.numerics("WHOIS alice")).toContain("330 alice Other :is logged in as");
});

// "MUST provide the reason for the authentication failure prior to disconnection": it does not disconnect at all.
test("who fails often is told why, and stays", async () => {
  const client = new TestNetwork({ accounts, connections: { commands: { burst: 1000 } } }).open();
  client.send("CAP REQ :sasl", "NICK alice", "USER alice 0 * :Alice");
  client.read();
  const answers: string[] = [];
  for (let at = 0; at < 7; at += 1) {
    answers.push((await client.answer(...plainLines("alice", "wrong"))).at(-1) ?? "");
  }
  const failed = ":irc.test 904 alice :SASL authentication failed";
  const tooOften = `${failed}: too many attempts, try again later`;
  expect(answers).toEqual([...Array(5).fill(failed), tooOften, tooOften]);
  expect(client.ask("CAP END")[0]).toContain(" 001 alice ");
});
