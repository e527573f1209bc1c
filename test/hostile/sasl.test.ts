import { describe, expect, test } from "vitest";
import { createLogger } from "../../src/logging/logger.ts";
import { type Lookup, nothingAsked } from "../../src/sessions/registering.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainLines } from "../kit/plain.ts";

const hash = cheapHash("sesame");
const accounts = [
  { name: "Alice", password: hash },
  { name: "gone", password: hash, suspended: true },
];

function open(network = new TestNetwork({ accounts, unlimited: true }), address?: string): TestClient {
  const client = network.open(address === undefined ? {} : { address });
  client.send("CAP REQ :sasl", "NICK alice", "USER alice 0 * :Alice");
  client.read();
  return client;
}

const welcome = (lines: readonly string[]) => lines.find((line) => line.includes(" 001 "));
const accountOf = (client: TestClient) =>
  client
    .numerics("WHOIS alice")
    .find((line) => line.startsWith("330"))
    ?.split(" ")[2];

describe("while the password is being checked", () => {
  test("CAP END waits, and the client comes in with its account", async () => {
    const alice = open();
    alice.send(...plainLines("alice", "sesame"), "CAP END");
    expect(alice.read()).toEqual(["AUTHENTICATE +"]);
    const lines = await alice.answer();
    expect(lines.slice(0, 2).map((line) => line.split(" ")[1])).toEqual(["900", "903"]);
    expect(welcome(lines)).toBeDefined();
    expect(accountOf(alice)).toBe("Alice");
  });

  test("NICK waits: 900 has the old one, the welcome the new", async () => {
    const alice = open();
    const lines = await alice.answer(...plainLines("alice", "sesame"), "NICK other", "CAP END");
    expect(lines[1]).toContain(" 900 alice alice!alice@192.0.2.2 Alice ");
    expect(welcome(lines)).toContain(" 001 other ");
  });

  test("NICK of who is on the network waits, too, and the account stays with the user", async () => {
    const network = new TestNetwork({ accounts, unlimited: true });
    const alice = network.connect("alice", { caps: "sasl" });
    await alice.answer(...plainLines("alice", "sesame"), "NICK other");
    expect(alice.numerics("WHOIS other")).toContain("330 other Alice :is logged in as");
  });

  test("a second exchange waits for the first", async () => {
    const alice = open();
    const lines = await alice.answer(...plainLines("alice", "wrong"), ...plainLines("alice", "sesame"));
    expect(lines.map((line) => line.split(" ")[1])).toEqual(["+", "904", "+", "900", "903"]);
  });

  test.each(["before registration", "after it"])(
    "who vanishes %s is nobody, and leaves nothing",
    async (when) => {
      const network = new TestNetwork({ accounts, unlimited: true });
      const alice = when === "after it" ? network.connect("alice", { caps: "sasl" }) : open(network);
      const used = alice.session;
      alice.send(...plainLines("alice", "sesame"));
      alice.vanish();
      // Until the check is over the session is kept from the next client.
      expect(network.open().session).not.toBe(used);
      await network.until(() => !used.pending.isWorking);
      const next = network.open();
      expect(next.session).toBe(used);
      expect(next.session.registration?.account).toBeUndefined();
      expect(next.read()).toEqual([]);
      expect(network.entries.some(({ request }) => request.type === "login")).toBe(false);
    },
  );

  test("registration may come to wait for nothing else, and goes on by itself then", async () => {
    let found: (lookup: Lookup) => void = () => {};
    const asking = new Promise<Lookup>((resolve) => {
      found = resolve;
    });
    const network = new TestNetwork({ accounts, unlimited: true }, { lookUp: () => asking });
    const alice = open(network);
    alice.send("CAP END", "AUTHENTICATE PLAIN");
    alice.send(...plainLines("alice", "sesame").slice(1));
    found(nothingAsked);
    await network.until(() => alice.session.lookup !== undefined && !alice.session.pending.isWorking);
    expect(welcome(alice.read())).toBeDefined();
    expect(accountOf(alice)).toBe("Alice");
  });

  test("an account that is suspended meanwhile lets nobody in", async () => {
    const network = new TestNetwork({ accounts });
    const alice = open(network);
    alice.send(...plainLines("alice", "sesame"));
    network.config = { ...network.config, accounts: [{ name: "Alice", password: hash, suspended: true }] };
    await network.node.rehash();
    expect((await alice.answer()).at(-1)).toBe(":irc.test 902 alice :Your account is locked");
  });
});

test("a suspended account is refused, before registration and after it", async () => {
  const network = new TestNetwork({ accounts, unlimited: true });
  const early = open(network);
  expect((await early.answer(...plainLines("gone", "sesame"))).at(-1)).toContain(" 902 alice ");
  early.send("CAP END");
  expect(accountOf(early)).toBeUndefined();
  const late = network.connect("late", { caps: "sasl" });
  expect((await late.answer(...plainLines("gone", "sesame"))).at(-1)).toContain(" 902 late ");
});

test("guessing is slow from one address, over however many connections and whatever the account", async () => {
  const network = new TestNetwork({ accounts });
  const last = async (account: string, password: string, address: string) =>
    (await open(network, address).answer(...plainLines(account, password))).at(-1) ?? "";
  for (let at = 0; at < 5; at += 1) await last(at % 2 ? "alice" : "gone", `guess${at}`, "198.51.100.7");
  // Not even the right one is looked at now.
  expect(await last("alice", "sesame", "198.51.100.7")).toContain("too many attempts");
  expect(await last("alice", "sesame", "198.51.100.8")).toContain(" 903 ");
  network.now += 60_000;
  expect(await last("alice", "sesame", "198.51.100.7")).toContain(" 903 ");
});

test("who floods with full chunks before registration is cut off, and what they fill is bounded", () => {
  const network = new TestNetwork({ accounts });
  const client = open(network);
  client.send("AUTHENTICATE PLAIN", ...Array<string>(200).fill(`AUTHENTICATE ${"A".repeat(400)}`));
  expect(client.read().at(-1)).toBe("ERROR :Closing Link: 192.0.2.2 (Excess Flood)");
});

test("nothing of a password is in the log at its most talkative, nor in an entry", async () => {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  const log = createLogger({ level: "trace", pretty: false, destination });
  const network = new TestNetwork({ accounts, unlimited: true }, { log });
  const alice = open(network);
  const secrets = [...plainLines("alice", "sesame"), ...plainLines("alice", "guess-word")].slice(1);
  await alice.answer("AUTHENTICATE PLAIN", ...secrets, "CAP END", ...secrets);
  const entries = JSON.stringify(network.entries.filter(({ request }) => request.type !== "configure"));
  for (const line of [...secrets, "x sesame", "x guess-word"]) {
    const secret = line.split(" ")[1] ?? "";
    if (secret === "PLAIN") continue;
    expect(written.join("")).not.toContain(secret);
    expect(entries).not.toContain(secret);
  }
});
