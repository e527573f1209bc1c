import { expect, test } from "vitest";
import type { ConfigInput } from "../../src/config/schema.ts";
import { createLogger } from "../../src/logging/logger.ts";
import { cheapHash } from "../kit/cheap-hash.ts";
import type { TestClientOptions } from "../kit/client.ts";
import { makeAccount } from "../kit/make-account.ts";
import { TestNetwork } from "../kit/network.ts";
import { plainLines } from "../kit/plain.ts";
import { refusal } from "../kit/refusal.ts";
import { scriptOf } from "../kit/scripts.ts";

const certfp = "ab".repeat(32);
const elsewhere = scriptOf(`
  const { accountName, passphrase, certfp, ip } = JSON.parse(line);
  if (passphrase === "broken") process.exit(1);
  else if (passphrase === "odd") answer({ success: "yes" });
  else if (certfp === "${certfp}") answer({ success: true, accountName: "Certa" });
  else if (passphrase === "as-alice") answer({ success: true, accountName: "alice" });
  else answer({ success: passphrase === "sesame" && ip === "192.0.2.7", accountName });
`);
const accounts = [{ name: "alice", password: cheapHash("secret") }];

/** A network that asks a script who logs in, and what is in its log. */
function open(auth: object = {}, more: ConfigInput = {}) {
  const logged: string[] = [];
  const log = createLogger({
    level: "trace",
    pretty: false,
    destination: { write: (line: string) => logged.push(line) },
  });
  const scripts = { auth: { autocreate: true, ...elsewhere, ...auth } };
  const network = new TestNetwork({ accounts, scripts, ...more }, { log });
  /** What somebody reads who logs in on the way in. */
  const logIn = async (lines: readonly string[], options: TestClientOptions = {}) => {
    const client = network.open({ address: "192.0.2.7", ...options });
    let seen: string[] = [];
    client.send("CAP REQ sasl", "NICK guest", "USER guest 0 * :Guest", ...lines);
    await network.until(() => {
      seen = [...seen, ...client.read()];
      return seen.some((line) => / 90[0-9] /.test(line));
    });
    client.send("QUIT");
    return / (90\d) (.*)$/.exec(seen.find((line) => / 90[0-9] /.test(line)) ?? "")?.[0]?.trim() ?? "";
  };
  return { network, logged, logIn };
}

const loggedIn = (account: string) => expect.stringMatching(new RegExp(`^900 .* ${account} :`));

test("scripts.auth lets in who has no password here, and scripts.auth.autocreate makes the account", async () => {
  const { network, logIn } = open();
  expect(await logIn(plainLines("Bob", "sesame"))).toEqual(loggedIn("Bob"));
  expect(network.node.world.accountNamed("bob")?.name).toBe("Bob");
  expect(await network.store.accounts.find("bob")).toMatchObject({ name: "Bob", passwordHash: undefined });
  // Another time, however it is spelt; and not from elsewhere, or with another password.
  expect(await logIn(plainLines("BOB", "sesame"))).toEqual(loggedIn("Bob"));
  expect(await logIn(plainLines("bob", "sesame"), { address: "192.0.2.8" })).toMatch(/^904 /);
  expect(await logIn(plainLines("bob", "Sesame"))).toMatch(/^904 /);
});

test("without autocreate the account has to exist", async () => {
  const { network, logIn } = open({ autocreate: false });
  expect(await logIn(plainLines("bob", "sesame"))).toMatch(/^904 /);
  await makeAccount(network, "bob");
  expect(await logIn(plainLines("bob", "sesame"))).toEqual(loggedIn("bob"));
});

test("an account that has a password here is opened by that alone", async () => {
  const { logIn } = open();
  expect(await logIn(plainLines("alice", "sesame"))).toMatch(/^904 /);
  expect(await logIn(plainLines("carol", "as-alice"))).toMatch(/^904 /);
  expect(await logIn(plainLines("alice", "secret"))).toEqual(loggedIn("alice"));
});

test("a certificate that is nobody's here may be somebody's there", async () => {
  const { logIn } = open();
  const external = ["AUTHENTICATE EXTERNAL", "AUTHENTICATE +"];
  expect(await logIn(external, { tls: true, certfp })).toEqual(loggedIn("Certa"));
  expect(await logIn(external, { tls: true, certfp: "cd".repeat(32) })).toMatch(/^904 /);
});

test.each([["*bad"], ["NickServ"], ["a b"]])(
  "no account is made that could not be a nick: %j",
  async (name) => {
    const { network, logIn } = open();
    expect(await logIn(plainLines(name, "sesame"))).toMatch(/^904 /);
    expect(network.node.world.accountNamed(name)).toBeUndefined();
  },
);

test.each([
  ["breaks off", {}, "broken"],
  ["answers nonsense", {}, "odd"],
  ["is not there", { command: "/no/such/script" }, "sesame"],
])("where it %s nobody gets in, and others log in as ever", async (_, auth, password) => {
  const { logIn } = open(auth);
  expect(await logIn(plainLines("bob", password))).toMatch(/^904 .*nobody can log in right now/);
  expect(await logIn(plainLines("alice", "secret"))).toEqual(loggedIn("alice"));
});

test("a suspended account stays so, and guesses are held back as elsewhere", async () => {
  const { network, logIn } = open();
  await makeAccount(network, "bob");
  const { accounts: book } = network.node.host.control;
  await book.update(book.keyOf("bob"), { status: "suspended" });
  expect(await logIn(plainLines("bob", "sesame"))).toMatch(/^902 /);
  const guesses: string[] = [];
  for (let guess = 0; guess < 12; guess += 1) guesses.push(await logIn(plainLines("carol", `guess${guess}`)));
  expect(guesses.at(-1)).toMatch(/too many attempts/);
}, 30_000);

test("no password is in the log or in an entry", async () => {
  const { network, logged, logIn } = open();
  await logIn(plainLines("bob", "sesame"));
  await logIn(plainLines("bob", "broken"));
  await logIn(plainLines("bob", "odd"));
  expect(logged.length).toBeGreaterThan(0);
  const everything = logged.join("") + JSON.stringify(network.entries);
  for (const password of ["sesame", "broken", '"odd"']) expect(everything).not.toContain(password);
});

test("SCRAM is not offered, of which the script could make nothing; REHASH ends that", async () => {
  const { network } = open();
  const offered = () => network.open().ask("CAP LS 302").join();
  expect([offered().includes("PLAIN"), offered().includes("SCRAM")]).toEqual([true, false]);
  network.config = { ...network.config, scripts: {}, accounts: [{ name: "alice", password: "secret" }] };
  await network.node.rehash();
  expect(offered()).toContain("SCRAM");
});

test("when the server ends, who waits is told", async () => {
  const { network, logIn } = open({ ...scriptOf("setInterval(() => {}, 1000)"), seconds: 60 });
  const waiting = logIn(plainLines("bob", "sesame"));
  // The question is asked once the store has said that there is no such account.
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  await network.node.finish();
  expect(await waiting).toMatch(/^904 /);
});

test.each([
  ["scripts: { auth: { args: [] } }", "scripts.auth.command: is missing"],
  [
    "scripts: { ipCheck: { command: x, most: 0 } }",
    "scripts.ipCheck.most: must be a whole number from 1 to 1000",
  ],
])("%s is refused", (text, problem) => {
  expect(refusal({ file: "ircd.yaml", text }).join("\n")).toContain(problem);
});
