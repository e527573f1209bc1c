import { describe, expect, test } from "vitest";
import { hashAppPassword } from "../../src/accounts/app-password.ts";
import { makeCredentials } from "../../src/accounts/credentials.ts";
import { PasswordChecks } from "../../src/accounts/password-checks.ts";
import type { ConfigInput } from "../../src/config/schema.ts";
import { createLogger } from "../../src/logging/logger.ts";
import { memoryStore } from "../../src/store/memory-store.ts";
import type { Store } from "../../src/store/store.ts";
import type { AccountKey } from "../../src/world/account.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import type { TestClient } from "../kit/client.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainLines } from "../kit/plain.ts";
import { mail, Postbox } from "../kit/postbox.ts";
import { scramFinal } from "../kit/sasl-client.ts";
import { account } from "../store/contract/rows.ts";

// HOSTILE.md, "Registration, CAP, SASL", as far as it is about accounts that are registered.

const certfp = "ab".repeat(32);
const cheap = new PasswordChecks({ hash: async (password) => cheapHash(password) });

type Condition = "active" | "suspended" | "unverified" | "deleted";

/** A network where alice's account is in that condition, with everything that could open it. */
async function open(condition: Condition, config: ConfigInput = {}) {
  const store = memoryStore();
  const credentials = await makeCredentials("hunter2", cheap);
  if (credentials === "busy") throw new Error("nobody else is here");
  const status = condition === "deleted" ? "active" : condition;
  const verification = { hash: "x", expiresAt: Number.MAX_SAFE_INTEGER };
  await store.accounts.create(account("alice", { ...credentials, status, verification }));
  await store.certificates.add({ fingerprint: certfp, account: "alice", label: "", at: 1 });
  const hash = hashAppPassword("of my phone");
  await store.appPasswords.add({
    account: "alice",
    device: "phone",
    hash,
    createdAt: 1,
    lastUsedAt: undefined,
  });
  const network = new TestNetwork({ connections: { commands: { burst: 1000 } }, ...config }, { store });
  await network.node.load();
  if (condition === "deleted") await erase(network, store);
  return { network, store };
}

async function erase(network: TestNetwork, store: Store): Promise<void> {
  await store.people.erase("alice", 100);
  await network.node.host.control.accounts.tell("alice" as AccountKey);
}

const saslClient = (network: TestNetwork) => network.connect("mallory", { caps: "sasl", certfp });

async function scram(client: TestClient): Promise<string[]> {
  const bare = "n=alice,r=nonce";
  const encode = (text: string) => `AUTHENTICATE ${Buffer.from(text).toString("base64")}`;
  await client.answer("AUTHENTICATE SCRAM-SHA-256");
  const [challenge = ""] = await client.answer(encode(`n,,${bare}`));
  const first = Buffer.from(challenge.split(" ").at(-1) ?? "", "base64").toString();
  const lines = await client.answer(encode(scramFinal("hunter2", bare, first).text));
  return lines[0]?.startsWith("AUTHENTICATE") ? await client.answer("AUTHENTICATE +") : lines;
}

/** Every way there is to become alice. */
const ways: Readonly<Record<string, (network: TestNetwork) => Promise<string[]>>> = {
  "SASL PLAIN": (network) => saslClient(network).answer(...plainLines("alice", "hunter2")),
  "SASL PLAIN with a device's password": (network) =>
    saslClient(network).answer(...plainLines("alice", "of my phone")),
  "SASL SCRAM-SHA-256": (network) => scram(saslClient(network)),
  "SASL EXTERNAL": (network) => saslClient(network).answer("AUTHENTICATE EXTERNAL", "AUTHENTICATE +"),
  "PASS account:password": (network) => network.open().answer("PASS alice:hunter2"),
  "NS IDENTIFY": (network) => network.connect("mallory").answer("NS IDENTIFY alice hunter2"),
  "NS IDENTIFY with a device's password": (network) =>
    network.connect("mallory").answer("NS LOGIN alice of my phone"),
  "PRIVMSG NickServ": (network) => network.connect("mallory").answer("PRIVMSG NickServ :ID alice hunter2"),
};

/** Ways that only the owner of a code has. */
const never: Readonly<Record<string, (network: TestNetwork) => Promise<string[]>>> = {
  VERIFY: (network) => network.connect("mallory").answer("VERIFY alice x"),
  "NS VERIFY": (network) => network.connect("mallory").answer("NS VERIFY alice x"),
  "NS RESETPASS": (network) => network.connect("mallory").answer("NS RESETPASS alice x hunter3"),
};

const isIn = (lines: readonly string[]) => lines.some((line) => / 900 /.test(line));

describe.each(Object.entries(ways))("by %s", (_, way) => {
  test("an active account lets its owner in, so what follows can fail", async () => {
    expect(isIn(await way((await open("active")).network))).toBe(true);
  });

  test.each(["suspended", "unverified", "deleted"] as const)("a %s account is refused", async (condition) => {
    const { network } = await open(condition);
    const lines = await way(network);
    expect(lines.length).toBeGreaterThan(0);
    expect(isIn(lines)).toBe(false);
    expect(network.entries.some(({ request }) => request.type === "login")).toBe(false);
  });

  test("an account that the configuration suspends is refused, whatever the store says", async () => {
    const { network } = await open("active", {
      accounts: [{ name: "Alice", password: "hunter2", suspended: true, certfps: [certfp] }],
    });
    expect(isIn(await way(network))).toBe(false);
  });
});

test.each(Object.entries(never))("%s opens no account, whatever its condition", async (_, way) => {
  for (const condition of ["active", "suspended", "unverified", "deleted"] as const) {
    const { network, store } = await open(condition);
    expect(isIn(await way(network))).toBe(false);
    expect((await store.accounts.find("alice"))?.status).toBe(
      condition === "deleted" ? undefined : condition,
    );
  }
});

// OAUTHBEARER and IRCV3BEARER for such accounts: test/accounts/bearer-tokens.test.ts.

describe("who has logged in and not come in yet", () => {
  test.each([
    [
      "suspended",
      async (network: TestNetwork) => {
        await network.node.host.control.accounts.update("alice" as AccountKey, { status: "suspended" });
      },
    ],
    ["deleted", erase],
  ] as const)("is logged out when the account is %s", async (_, end) => {
    const { network, store } = await open("active");
    const client = network.open();
    client.send("CAP REQ :sasl", "NICK mallory", "USER mallory 0 * :M");
    await client.answer(...plainLines("alice", "hunter2"));
    await end(network, store);
    expect(client.read().at(-1)).toContain(" 901 mallory ");
    client.send("CAP END");
    expect(client.numerics("WHOIS mallory").join("\n")).not.toContain("330 ");
  });

  test("does not come in where an account is required", async () => {
    const { network, store } = await open("active", { accountRequired: true });
    const client = network.open();
    client.send("CAP REQ :sasl", "NICK mallory", "USER mallory 0 * :M");
    await client.answer(...plainLines("alice", "hunter2"));
    await erase(network, store);
    client.read();
    expect(client.ask("CAP END")[0]).toContain("FAIL * ACCOUNT_REQUIRED");
  });
});

test.each([
  [{ password: "sesame" }, "Come in first, then try again"],
  [{ accountRequired: true }, "Only accounts come in here, and whoever runs the server gives them"],
])("REGISTER is no way around %j", async (config, reason) => {
  const network = new TestNetwork(config);
  const client = network.open();
  client.send("CAP LS 302", "NICK mallory", "USER mallory 0 * :M");
  client.read();
  expect(await client.answer("REGISTER * * hunter2", "VERIFY mallory x")).toEqual([
    `:irc.test FAIL REGISTER COMPLETE_CONNECTION_REQUIRED :${reason}`,
    `:irc.test FAIL VERIFY COMPLETE_CONNECTION_REQUIRED :${reason}`,
  ]);
  await client.answer("CAP END");
  expect(client.ended).toBe(true);
  expect(network.node.world.accounts.size).toBe(0);
});

function openVerifying(config: ConfigInput = {}) {
  const box = new Postbox();
  const parts = { mail, registration: { verify: true }, connections: { commands: { burst: 1000 } } };
  return { box, network: new TestNetwork({ ...parts, ...config }, { mailer: () => box }) };
}

describe("the code of a letter", () => {
  test("is not found by trying: after five failures nobody from there is heard, right code or not", async () => {
    const { box, network } = openVerifying();
    const alice = network.connect("alice");
    await alice.answer("REGISTER * alice@example.org hunter2");
    const mallory = network.connect("mallory", { address: "198.51.100.7" });
    const codes = await mallory.answer(...Array.from({ length: 8 }, (_, at) => `VERIFY alice guess${at}`));
    const counts = (code: string) => codes.filter((line) => line.includes(` ${code} `)).length;
    expect([counts("INVALID_CODE"), counts("TEMPORARILY_UNAVAILABLE")]).toEqual([5, 3]);
    expect((await mallory.answer(`VERIFY alice ${box.code}`))[0]).toContain("TEMPORARILY_UNAVAILABLE");
    expect((await alice.answer(`VERIFY alice ${box.code}`))[0]).toContain("VERIFY SUCCESS");
  });

  test("is good once", async () => {
    const { box, network } = openVerifying();
    const alice = network.connect("alice");
    await alice.answer("REGISTER * alice@example.org hunter2", `VERIFY alice x`);
    const { code } = box;
    await alice.answer(`VERIFY alice ${code}`);
    expect((await network.connect("mallory").answer(`VERIFY alice ${code}`))[0]).toContain("INVALID_CODE");
  });

  test("is in no entry, and nothing the world knows", async () => {
    const { box, network } = openVerifying();
    const alice = network.connect("alice");
    await alice.answer("REGISTER * alice@example.org hunter2");
    await alice.answer(`VERIFY alice ${box.code}`);
    const known = JSON.stringify([network.entries.slice(1), [...network.node.engine.snapshot()]]);
    for (const secret of [box.code, "hunter2", "alice@example.org", "$scrypt$", "storedKey"])
      expect(known).not.toContain(secret);
  });
});

test.each([
  "a@example.org\x0bBcc:eve@example.org",
  "a@example.org%0d%0aBcc:eve@example.org",
  "<a@example.org>",
  "a@example.org,eve@example.org",
  `"a"@example.org`,
  "a@b@example.org",
  "a@[127.0.0.1]",
  "a@example.org.",
  "@example.org",
  "a@",
  `a@${"x".repeat(64)}.org`,
  `a@${"x.".repeat(200)}org`,
  `${"x".repeat(65)}@example.org`,
])("no letter goes to %j", async (email) => {
  const { box, network } = openVerifying();
  const [answer] = await network.connect("alice").answer(`REGISTER * ${email} hunter2`);
  expect(answer).toMatch(/FAIL REGISTER (?:IN|UNACCEPTABLE_|IN)?(?:VALID_)?EMAIL alice :/);
  expect(box.letters).toEqual([]);
  expect(network.node.world.accounts.size).toBe(0);
});

test("who vanishes while the hash is made, or the letter sent, leaves no session behind", async () => {
  const { network } = openVerifying();
  const alice = network.connect("alice");
  const { session } = alice;
  alice.send("REGISTER * alice@example.org hunter2");
  alice.vanish();
  await network.until(() => !session.pending.isWorking);
  expect(network.node.world.users.size).toBe(0);
  expect(network.node.host.sessions.size).toBe(0);
});

test("a hundred who register at once: two hashes at a time, a bounded queue, and a clear word for the rest", async () => {
  let atOnce = 0;
  let most = 0;
  const passwords = new PasswordChecks({
    mostWaiting: 20,
    hash: async (password) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
      return cheapHash(password);
    },
  });
  const config = { unlimited: true, registration: { throttle: { count: 0, seconds: 1 } } };
  const network = new TestNetwork(config, { passwords });
  const clients = Array.from({ length: 100 }, (_, at) => {
    const client = network.open();
    client.send("CAP LS", `NICK n${at}`);
    client.read();
    return client;
  });
  const answers = await Promise.all(clients.map((client) => client.answer("REGISTER * * hunter2")));
  const words = answers.map(([first = ""]) => first.split(" ")[3]);
  expect(most).toBe(2);
  const refused = words.filter((word) => word === "TEMPORARILY_UNAVAILABLE").length;
  expect(refused).toBeGreaterThanOrEqual(78);
  expect(network.node.world.accounts.size).toBe(100 - refused);
});

test("a full queue is 904 with 'try again', and the registration deadline stands still while one waits", async () => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const passwords = new PasswordChecks({ mostWaiting: 1, verify: async () => held.then(() => true) });
  const network = new TestNetwork(
    { accounts: [{ name: "alice", password: "$scrypt$held" }], connections: { registrationSeconds: 10 } },
    { passwords },
  );
  const clients = Array.from({ length: 4 }, () => {
    const client = network.open();
    client.send("CAP REQ :sasl", "NICK alice");
    client.read();
    client.send(...plainLines("alice", "sesame"));
    return client;
  });
  const last = clients.at(-1);
  const came: string[] = [];
  await network.until(() => {
    came.push(...(last?.read() ?? []));
    return came.length > 1;
  });
  expect(came.at(-1)).toBe(
    ":irc.test 904 alice :SASL authentication failed: too many attempts, try again later",
  );
  network.advance(60_000);
  expect(clients.map(({ ended }) => ended)).toEqual([false, false, false, true]);
  letGo();
  const [first] = clients;
  expect((await first?.answer())?.at(-1)).toContain(" 903 ");
  network.advance(9_000);
  expect(first?.ended).toBe(false);
  network.advance(3_000);
  expect(first?.ended).toBe(true);
});

test("a bouncer that brings two hundred rightful owners at once is not taken for a guesser", async () => {
  const passwords = new PasswordChecks({ atOnce: 1, verify: async () => true });
  const network = new TestNetwork(
    {
      accounts: [{ name: "alice", password: "$scrypt$any" }],
      connections: { connectThrottle: { count: 0 }, perAddress: 0 },
    },
    { passwords },
  );
  const clients = Array.from({ length: 200 }, (_, at) => {
    const client = network.open({ address: "198.51.100.7" });
    client.send("CAP REQ :sasl", `NICK n${at}`);
    client.read();
    return client;
  });
  const answers = await Promise.all(clients.map((client) => client.answer(...plainLines("alice", "sesame"))));
  expect(answers.filter((lines) => lines.at(-1)?.includes(" 903 "))).toHaveLength(200);
});

test("no password, code or address is in the log at its most talkative, nor in an entry or an answer", async () => {
  const written: string[] = [];
  const log = createLogger({
    level: "trace",
    pretty: false,
    destination: { write: (line) => void written.push(line) },
  });
  const box = new Postbox();
  const network = new TestNetwork(
    { mail, accounts: [{ name: "bob", password: "bob-word" }], connections: { commands: { burst: 1000 } } },
    { log, mailer: () => box },
  );
  const early = network.open();
  const answers = await early.answer("PASS bob:bob-word", "PASS nobody:pass-word");
  const alice = network.connect("alice");
  answers.push(
    ...(await alice.answer(
      "REGISTER * alice@example.org reg-word1",
      "NS IDENTIFY alice id-word",
      "PRIVMSG NickServ :IDENTIFY alice id-word",
      "NS PASSWD reg-word1 new-word",
      "NS SENDPASS alice",
      "NS RESETPASS alice reset-code reset-word",
      "VERIFY alice verify-code",
      "REGISTER alice * again-word",
      "REGISTER",
      "NS REGISTER ns-word",
    )),
  );
  const entries = JSON.stringify(network.entries.filter(({ request }) => request.type !== "configure"));
  const secrets = ["bob-word", "pass-word", "reg-word1", "id-word", "new-word", "reset-code", "reset-word"];
  for (const secret of [...secrets, "verify-code", "again-word", "ns-word", "alice@example.org"]) {
    expect(written.join(""), secret).not.toContain(secret);
    expect(entries, secret).not.toContain(secret);
    expect(answers.join("\n"), secret).not.toContain(secret);
  }
});
